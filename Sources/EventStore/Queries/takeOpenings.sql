-- Takes over where removed visits were.
INSERT INTO openings (article, start, place, origin, visits)
VALUES (?1, ?2, CASE WHEN ?3 IS NULL THEN 0 ELSE (SELECT number FROM places WHERE name = ?3 AND app_id = coalesce(?4, '')) END, CASE ?5 WHEN 'reader' THEN 0 WHEN 'newsroom' THEN 1 END, ?6)
