-- Takes over what removed events came from and with.
INSERT INTO circumstances (span, about, start, value, channel, origin, presses, opened, visits, arrivals, unhashed, reshares)
VALUES (?1, CASE ?2 WHEN 'referrer' THEN 1 WHEN 'agent' THEN 2 WHEN 'place' THEN 3 END, ?3,
        CASE WHEN ?4 IS NOT NULL THEN (SELECT number FROM referrers WHERE host = ?4)
             WHEN ?5 IS NOT NULL OR ?6 IS NOT NULL OR ?7 IS NOT NULL THEN
                 (SELECT number FROM agents WHERE family = coalesce(?5, '') AND system = coalesce(?6, '') AND device = coalesce(?7, ''))
             WHEN ?8 IS NOT NULL THEN (SELECT number FROM places WHERE name = ?8 AND app_id = coalesce(?9, '')) ELSE 0 END,
        (SELECT number FROM channels WHERE name = ?10), CASE ?11 WHEN 'reader' THEN 0 WHEN 'newsroom' THEN 1 END, ?12, ?13, ?14, ?15, ?16, ?17)
