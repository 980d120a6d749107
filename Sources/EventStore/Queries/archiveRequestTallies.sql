-- Requests whose events are removed.
SELECT span, start, CASE kind WHEN 1 THEN 'press' ELSE 'visit' END, article, (SELECT name FROM channels WHERE number = request_tallies.channel),
       CASE origin WHEN 0 THEN 'reader' ELSE 'newsroom' END, (SELECT name FROM reasons WHERE number = request_tallies.reason AND number > 0), requests
  FROM request_tallies WHERE start < (SELECT before FROM seal)
