-- Takes losses over.
INSERT INTO losses (minute, reason, events) VALUES (?1, ?2, ?3)
