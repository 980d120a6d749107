-- Keeps the channels as the program knows them.
INSERT INTO channels (number, name, previews) VALUES (?, ?, ?)
ON CONFLICT (number) DO UPDATE SET name = excluded.name, previews = excluded.previews
 WHERE name <> excluded.name OR previews <> excluded.previews
