-- Takes over what removed refused requests came to.
INSERT INTO refused_tallies (span, start, kind, article, channel, origin, reason, requests)
VALUES (?1, ?2, CASE ?3 WHEN 'press' THEN 1 WHEN 'visit' THEN 2 END, ?4, (SELECT number FROM channels WHERE name = ?5), CASE ?6 WHEN 'reader' THEN 0 WHEN 'newsroom' THEN 1 END, (SELECT number FROM reasons WHERE name = ?7), ?8)
