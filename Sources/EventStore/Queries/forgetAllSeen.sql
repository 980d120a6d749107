-- Forgets every visitor, in a copy that is kept for long.
DELETE FROM seen
