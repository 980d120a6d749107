-- The stretch that events are still added to, with what it holds.
SELECT s.first, coalesce(max(e.id), s.first) AS last, min(s.earliest, coalesce(min(e.at), s.earliest)) AS earliest,
       coalesce(max(e.at), s.earliest) AS latest
  FROM stretches s LEFT JOIN events e ON e.id >= s.first
 WHERE s.last IS NULL
 GROUP BY s.first
 ORDER BY s.first DESC
 LIMIT 1
