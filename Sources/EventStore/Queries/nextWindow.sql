-- The last of the next so many events by number: what one step of removing looks at.
SELECT max(id) FROM (SELECT id FROM event_log WHERE id > ? ORDER BY id LIMIT ?)
