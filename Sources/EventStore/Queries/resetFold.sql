-- Forgets every tally, so that the fold begins again with the first event.
DELETE FROM tallies;
DELETE FROM article_tallies;
DELETE FROM channel_tallies;
DELETE FROM circumstances;
DELETE FROM openings;
DELETE FROM refused_tallies;
DELETE FROM request_sums;
DELETE FROM days;
DELETE FROM weeks;
DELETE FROM months;
UPDATE shares SET previewed = NULL, opened = NULL WHERE previewed IS NOT NULL OR opened IS NOT NULL;
UPDATE fold SET watermark = 0, zone = :zone
