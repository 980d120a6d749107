-- Keeps the channels' names as the program knows them.
INSERT INTO channels (number, name) VALUES (?, ?)
ON CONFLICT (number) DO UPDATE SET name = excluded.name WHERE name <> excluded.name
