-- The number of the next event. The watermark counts too, so that removing old events never restarts the numbers.
SELECT max(coalesce((SELECT max(id) FROM event_log), 0), (SELECT watermark FROM fold)) + 1
