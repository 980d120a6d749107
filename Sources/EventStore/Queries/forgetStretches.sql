-- Forgets the stretches whose events are gone.
DELETE FROM stretches WHERE last < (SELECT min(id) FROM event_log)
