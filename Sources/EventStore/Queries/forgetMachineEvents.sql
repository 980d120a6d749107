-- Forgets which machines the requests before a time came from. Looks at what is kept, not at all older events.
DELETE FROM machine_events WHERE (SELECT at FROM event_log WHERE id = machine_events.event) < :before
