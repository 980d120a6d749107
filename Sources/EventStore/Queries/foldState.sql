-- How far the tallies are, and how far the log is.
SELECT watermark, coalesce((SELECT max(id) FROM event_log), 0) AS last FROM fold
