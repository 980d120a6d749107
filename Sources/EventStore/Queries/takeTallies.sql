-- Takes over what removed events came to.
INSERT INTO tallies (span, start, article, channel, origin, presses, previewed, opened, visits, arrivals, unhashed, reshares, fetches)
VALUES (?1, ?2, ?3, (SELECT number FROM channels WHERE name = ?4), CASE ?5 WHEN 'reader' THEN 0 WHEN 'newsroom' THEN 1 END, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
