-- Says how far an import is, in the transaction of its events.
UPDATE imports SET lines = ?, finished = ? WHERE number = ?
