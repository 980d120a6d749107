-- Notes what an import of access logs found for an hour. The same log tells the same failures again.
INSERT INTO filled_hours (start, events, failures) VALUES (?, ?, ?)
ON CONFLICT (start) DO UPDATE SET events = events + excluded.events, failures = max(failures, excluded.failures)
