-- Forgets which machines requests came from: those before a time, and the oldest beyond a number.
DELETE FROM machine_events
 WHERE event IN (SELECT id FROM events WHERE at < :before)
    OR event <= (SELECT event FROM machine_events ORDER BY event DESC LIMIT 1 OFFSET :limit)
