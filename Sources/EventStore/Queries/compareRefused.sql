-- The same for the sums of refused requests but link previews, which are in the tallies.
WITH log AS MATERIALIZED (
    SELECT at - ((at % 3600) + 3600) % 3600 AS hour, (SELECT max(starts) FROM days WHERE starts <= at) AS day,
           kind, article, channel, origin, reason
      FROM events WHERE id <= (SELECT watermark FROM fold) AND reason > 0 AND NOT (kind = 2 AND reason = 3)
), sides AS (
    SELECT 3600 AS span, hour AS start, kind, article, channel, origin, reason, count(*) AS requests
      FROM log GROUP BY hour, kind, article, channel, origin, reason
    UNION ALL
    SELECT 86400, day, kind, article, channel, origin, reason, count(*)
      FROM log GROUP BY day, kind, article, channel, origin, reason
    UNION ALL
    SELECT span, start, kind, article, channel, origin, reason, -requests FROM refused_tallies
), compared AS (
    SELECT sum(requests) <> 0 AS differs
      FROM sides WHERE start >= (SELECT before FROM seal)
     GROUP BY span, start, kind, article, channel, origin, reason
)
SELECT count(*) AS tallies, sum(differs) AS different FROM compared
