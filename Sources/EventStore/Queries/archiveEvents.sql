-- Events as an archive has them, in order; those of sealed days are in the tallies.
SELECT e.id, e.at, CASE e.kind WHEN 1 THEN 'press' ELSE 'visit' END, e.article, e.share, c.name,
       CASE e.origin WHEN 0 THEN 'reader' ELSE 'newsroom' END, CASE WHEN e.reason > 0 THEN n.name END, e.rules, e.arrival, r.host,
       a.family, a.system, a.device, e.country, e.import, p.name, p.app_id, e.mangles
  FROM events e CROSS JOIN channels c ON c.number = e.channel CROSS JOIN reasons n ON n.number = e.reason
  LEFT JOIN referrers r ON r.number = e.referrer LEFT JOIN agents a ON a.number = e.agent
  LEFT JOIN places p ON p.number = e.place
 WHERE e.at >= (SELECT before FROM seal) ORDER BY e.id
