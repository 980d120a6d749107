-- Takes a share over.
INSERT INTO shares (article, id, channel, origin, parent, campaign, made, previewed, opened)
VALUES (?1, ?2, (SELECT number FROM channels WHERE name = ?3), CASE ?4 WHEN 'reader' THEN 0 WHEN 'newsroom' THEN 1 END, ?5, ?6, ?7, ?8, ?9)
