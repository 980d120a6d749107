-- Empties the fold's table for the next step.
DELETE FROM temp.folding
