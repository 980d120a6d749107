-- The first hour that something was recorded in, or the first event where none is folded yet.
SELECT min(first) FROM (SELECT first FROM (SELECT start AS first FROM request_sums WHERE span = 3600 AND start >= 0 ORDER BY start LIMIT 1)
                        UNION ALL SELECT min(earliest) FROM stretches)
