-- Tallies of channels beside what those of articles and channels give for them.
WITH sides AS (
    SELECT span, start, channel, origin, presses, previewed, opened, visits, arrivals, unhashed, reshares FROM tallies
    UNION ALL
    SELECT 2592000, (SELECT max(starts) FROM months WHERE starts <= start), channel, origin, presses, previewed, opened, visits, arrivals, unhashed, reshares
      FROM channel_tallies WHERE span = 86400
    UNION ALL
    SELECT span, start, channel, origin, -presses, -previewed, -opened, -visits, -arrivals, -unhashed, -reshares FROM channel_tallies
), compared AS (
    SELECT sum(presses) <> 0 OR sum(previewed) <> 0 OR sum(opened) <> 0 OR sum(visits) <> 0 OR sum(arrivals) <> 0 OR sum(unhashed) <> 0 OR sum(reshares) <> 0 AS differs FROM sides GROUP BY span, start, channel, origin
)
SELECT count(*) AS tallies, sum(differs) AS different FROM compared
