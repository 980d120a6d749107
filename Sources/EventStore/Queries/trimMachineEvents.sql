-- Forgets which machines the oldest requests came from, beyond a number.
DELETE FROM machine_events
 WHERE event <= (SELECT event FROM machine_events ORDER BY event DESC LIMIT 1 OFFSET :limit)
