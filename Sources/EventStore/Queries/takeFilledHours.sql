-- Takes over which hours were filled from logs.
INSERT INTO filled_hours (start, events, failures) VALUES (?1, ?2, ?3)
