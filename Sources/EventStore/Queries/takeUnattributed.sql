-- Takes requests of no article over.
INSERT INTO unattributed (minute, kind, reason, requests) VALUES (?1, CASE ?2 WHEN 'press' THEN 1 WHEN 'visit' THEN 2 END, CASE WHEN ?3 IS NULL THEN 0 ELSE (SELECT number FROM reasons WHERE name = ?3) END, ?4)
