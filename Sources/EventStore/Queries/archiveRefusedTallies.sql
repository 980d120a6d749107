-- Refused requests whose events are removed.
SELECT span, start, CASE kind WHEN 1 THEN 'press' ELSE 'visit' END, article, (SELECT name FROM channels WHERE number = refused_tallies.channel),
       CASE origin WHEN 0 THEN 'reader' ELSE 'newsroom' END, (SELECT name FROM reasons WHERE number = refused_tallies.reason), requests
  FROM refused_tallies WHERE start < (SELECT before FROM seal)
