-- Takes views over.
INSERT INTO page_views (day, article, views) VALUES (?1, ?2, ?3)
