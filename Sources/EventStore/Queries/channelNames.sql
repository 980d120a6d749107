-- The names of the channels.
SELECT number, name FROM channels
