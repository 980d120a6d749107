-- Keeps the channels' names as the program knows them. A name that moved to another number gives way first.
INSERT INTO channels (number, name) VALUES (?, ?)
ON CONFLICT (number) DO UPDATE SET name = excluded.name WHERE name <> excluded.name
