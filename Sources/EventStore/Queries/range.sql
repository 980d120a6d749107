-- The first and the last moment that something was recorded of. Hours that are folded may have lost their events.
SELECT min(first) AS first, max(last) AS last
  FROM (SELECT min(earliest) AS first, max(latest) AS last FROM stretches
        UNION ALL
        SELECT NULL, max(at) FROM events WHERE id >= (SELECT max(first) FROM stretches WHERE last IS NULL)
        UNION ALL
        SELECT min(start), max(start) FROM request_tallies WHERE span = 3600
        UNION ALL
        SELECT min(minute), max(minute) FROM refused_sums
        UNION ALL
        SELECT min(minute), max(minute) FROM unattributed)
