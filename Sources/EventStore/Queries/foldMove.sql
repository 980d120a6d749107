-- Moves the watermark, in the transaction of the tallies.
UPDATE fold SET watermark = ?
