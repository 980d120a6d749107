-- Takes a change by hand over.
INSERT INTO article_changes (number, article, at, change, detail) VALUES (?1, ?2, ?3, ?4, ?5)
