-- Takes over that a backup was restored.
INSERT INTO restores (number, at, made, article, event) VALUES (?1, ?2, ?3, ?4, ?5)
