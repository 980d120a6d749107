-- Refused requests of floods as an archive has them.
SELECT minute, CASE kind WHEN 1 THEN 'press' ELSE 'visit' END, article, (SELECT name FROM channels WHERE number = refused_sums.channel),
       CASE origin WHEN 0 THEN 'reader' ELSE 'newsroom' END, (SELECT name FROM reasons WHERE number = refused_sums.reason AND number > 0), requests FROM refused_sums
