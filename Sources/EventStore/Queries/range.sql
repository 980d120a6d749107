-- The first and the last moment that something was recorded of. Hours that are folded may have lost their events.
SELECT min(first) AS first, max(last) AS last
  FROM (SELECT min(at) AS first, max(at) AS last FROM events
        UNION ALL
        SELECT min(start), max(start) FROM request_tallies WHERE span = 3600
        UNION ALL
        SELECT min(minute), max(minute) FROM refused_sums
        UNION ALL
        SELECT min(minute), max(minute) FROM unattributed)
