-- Tallies whose events are removed.
SELECT span, start, article, (SELECT name FROM channels WHERE number = tallies.channel), CASE origin WHEN 0 THEN 'reader' ELSE 'newsroom' END,
       presses, previewed, opened, visits, arrivals, unhashed, reshares, fetches
  FROM tallies WHERE start < (SELECT before FROM seal)
