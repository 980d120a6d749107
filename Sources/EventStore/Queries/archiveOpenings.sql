-- Where articles were opened whose events are removed.
SELECT o.article, o.start, p.name, p.app_id, CASE o.origin WHEN 0 THEN 'reader' ELSE 'newsroom' END, o.visits
  FROM openings o LEFT JOIN places p ON p.number = o.place WHERE o.start < (SELECT before FROM seal)
