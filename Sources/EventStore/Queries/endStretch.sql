-- Ends a stretch of events: no more come.
UPDATE stretches SET last = ?, latest = ? WHERE first = ?
