-- Tallies of unsealed days beside what the log gives for them, in one reading: how many there are and how many
-- differ. Both sides are added up under opposite signs, so that a tally too few or too many is a difference.
WITH log AS MATERIALIZED (
    SELECT at - ((at % 3600) + 3600) % 3600 AS hour, (SELECT max(starts) FROM days WHERE starts <= at) AS day,
           article, channel, origin, presses, previewed, opened, visits, arrivals, unhashed, reshares, kind = 2 AND reason = 3 AS fetches
      FROM event_figures
     WHERE id <= (SELECT watermark FROM fold) AND (reason = 0 OR kind = 2 AND reason = 3)
), sides AS (
    SELECT 3600 AS span, hour AS start, article, channel, origin,
           sum(presses) AS presses, sum(previewed) AS previewed, sum(opened) AS opened, sum(visits) AS visits, sum(arrivals) AS arrivals, sum(unhashed) AS unhashed, sum(reshares) AS reshares, sum(fetches) AS fetches
      FROM log GROUP BY hour, article, channel, origin
    UNION ALL
    SELECT 86400, day, article, channel, origin, sum(presses), sum(previewed), sum(opened), sum(visits), sum(arrivals), sum(unhashed), sum(reshares), sum(fetches)
      FROM log GROUP BY day, article, channel, origin
    UNION ALL
    SELECT span, start, article, channel, origin, -presses, -previewed, -opened, -visits, -arrivals, -unhashed, -reshares, -fetches FROM tallies
), compared AS (
    SELECT sum(presses) <> 0 OR sum(previewed) <> 0 OR sum(opened) <> 0 OR sum(visits) <> 0 OR sum(arrivals) <> 0 OR sum(unhashed) <> 0 OR sum(reshares) <> 0 OR sum(fetches) <> 0 AS differs
      FROM sides WHERE start >= (SELECT before FROM seal) GROUP BY span, start, article, channel, origin
)
SELECT count(*) AS tallies, sum(differs) AS different FROM compared
