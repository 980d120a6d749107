-- Forgets every tally, so that the fold begins again with the first event.
DELETE FROM tallies;
DELETE FROM request_tallies;
DELETE FROM days;
UPDATE shares SET previewed = NULL, opened = NULL WHERE previewed IS NOT NULL OR opened IS NOT NULL;
UPDATE fold SET watermark = 0, zone = :zone
