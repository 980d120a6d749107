-- Adds requests that could not be recorded to those of their minute.
INSERT INTO losses (minute, reason, events) VALUES (?, ?, ?)
ON CONFLICT (minute, reason) DO UPDATE SET events = events + excluded.events
