-- Requests of no article as an archive has them.
SELECT minute, CASE kind WHEN 1 THEN 'press' ELSE 'visit' END, (SELECT name FROM reasons WHERE number = unattributed.reason AND number > 0), requests FROM unattributed
