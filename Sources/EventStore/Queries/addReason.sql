-- Keeps the reasons' names and meanings as the program knows them.
INSERT INTO reasons (number, name, meaning) VALUES (?, ?, ?)
ON CONFLICT (number) DO UPDATE SET name = excluded.name, meaning = excluded.meaning
WHERE name <> excluded.name OR meaning <> excluded.meaning
