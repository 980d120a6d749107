-- The stretch that events are still added to, with what it held before the event :next was.
SELECT s.first, coalesce(max(e.id), s.first) AS last, s.earliest, coalesce(max(e.at), s.earliest) AS latest
  FROM stretches s LEFT JOIN event_log e ON e.id >= s.first AND e.id < :next
 WHERE s.last IS NULL AND s.first <= :next
 GROUP BY s.first
 ORDER BY s.first DESC
 LIMIT 1
