-- The number of the next event, of a database of any version: «events» was a table, and is a view.
SELECT max(coalesce((SELECT max(id) FROM events), 0), (SELECT watermark FROM fold)) + 1
