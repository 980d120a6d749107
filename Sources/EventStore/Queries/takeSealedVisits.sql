-- Takes visits of removed events over.
INSERT INTO sealed_visits (change, visits) VALUES (?1, ?2)
