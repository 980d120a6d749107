-- Takes refused requests of floods over.
INSERT INTO refused_sums (minute, kind, article, channel, origin, reason, requests)
VALUES (?1, CASE ?2 WHEN 'press' THEN 1 WHEN 'visit' THEN 2 END, ?3, (SELECT number FROM channels WHERE name = ?4), CASE ?5 WHEN 'reader' THEN 0 WHEN 'newsroom' THEN 1 END,
        CASE WHEN ?6 IS NULL THEN 0 ELSE (SELECT number FROM reasons WHERE name = ?6) END, ?7)
