-- Channels whose previews cannot be seen.
SELECT number FROM channels WHERE previews = 0
