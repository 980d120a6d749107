-- The first and the last moment that something was recorded of. Hours that are folded may have lost their events. Each
-- end by itself, so that it is looked up and not searched for.
SELECT min(first) AS first, max(last) AS last
  FROM (SELECT min(earliest) AS first, max(latest) AS last FROM stretches
        UNION ALL
        SELECT NULL, max(at) FROM event_log WHERE id >= (SELECT max(first) FROM stretches WHERE last IS NULL)
        UNION ALL
        SELECT (SELECT min(start) FROM request_sums WHERE span = 3600), (SELECT max(start) FROM request_sums WHERE span = 3600)
        UNION ALL
        SELECT (SELECT min(minute) FROM refused_sums), (SELECT max(minute) FROM refused_sums)
        UNION ALL
        SELECT (SELECT min(minute) FROM unattributed), (SELECT max(minute) FROM unattributed))
