-- The first hour that something was recorded in, or the first event where none is folded yet.
SELECT min(first) FROM (SELECT min(start) AS first FROM request_sums WHERE span = 3600
                        UNION ALL SELECT min(earliest) FROM stretches)
