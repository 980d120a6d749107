-- Circumstances whose events are removed. Months follow from days.
SELECT c.span, CASE c.about WHEN 1 THEN 'referrer' WHEN 2 THEN 'agent' ELSE 'place' END, c.start, r.host, a.family, a.system, a.device,
       p.name, p.app_id, (SELECT name FROM channels WHERE number = c.channel),
       CASE c.origin WHEN 0 THEN 'reader' ELSE 'newsroom' END,
       c.presses, c.opened, c.visits, c.arrivals, c.unhashed, c.reshares
  FROM circumstances c LEFT JOIN referrers r ON c.about = 1 AND r.number = c.value
  LEFT JOIN agents a ON c.about = 2 AND a.number = c.value LEFT JOIN places p ON c.about = 3 AND p.number = c.value
 WHERE c.span < 2592000 AND c.start < (SELECT before FROM seal)
