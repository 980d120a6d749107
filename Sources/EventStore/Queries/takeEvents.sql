-- Takes an event over, with the number that it had: another event of that number is a fault, not a repetition.
INSERT INTO event_log (id, at, article, share, traits) VALUES (?, ?, ?, ?, ?)
