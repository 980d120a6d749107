-- What counted events came from and with, beside what the log gives for unsealed hours and days; months beside days.
WITH log AS MATERIALIZED (
    SELECT f.at - ((f.at % 3600) + 3600) % 3600 AS hour, (SELECT max(starts) FROM days WHERE starts <= f.at) AS day,
           f.kind, f.channel, f.origin, f.presses, f.opened, f.visits, f.arrivals, f.unhashed, f.reshares,
           coalesce(e.referrer, 0) AS referrer, coalesce(e.agent, 0) AS agent, coalesce(e.place, 0) AS place
      FROM event_figures f JOIN events e ON e.id = f.id
     WHERE f.id <= (SELECT watermark FROM fold) AND f.reason = 0
), lines AS (
    SELECT 1 AS about, hour, day, referrer AS value, channel, origin, presses, opened, visits, arrivals, unhashed, reshares FROM log
    UNION ALL
    SELECT 2, hour, day, agent, channel, origin, presses, opened, visits, arrivals, unhashed, reshares FROM log
    UNION ALL
    SELECT 3, hour, day, place, channel, origin, presses, opened, visits, arrivals, unhashed, reshares FROM log WHERE kind = 2
), sides AS (
    SELECT 3600 AS span, about, hour AS start, value, channel, origin, presses, opened, visits, arrivals, unhashed, reshares FROM lines
     WHERE hour >= (SELECT before FROM seal)
    UNION ALL
    SELECT 86400, about, day, value, channel, origin, presses, opened, visits, arrivals, unhashed, reshares FROM lines WHERE day >= (SELECT before FROM seal)
    UNION ALL
    SELECT 2592000, about, (SELECT max(starts) FROM months WHERE starts <= start), value, channel, origin, presses, opened, visits, arrivals, unhashed, reshares
      FROM circumstances WHERE span = 86400
    UNION ALL
    SELECT span, about, start, value, channel, origin, -presses, -opened, -visits, -arrivals, -unhashed, -reshares FROM circumstances
     WHERE span = 2592000 OR start >= (SELECT before FROM seal)
), compared AS (
    SELECT sum(presses) <> 0 OR sum(opened) <> 0 OR sum(visits) <> 0 OR sum(arrivals) <> 0 OR sum(unhashed) <> 0 OR sum(reshares) <> 0 AS differs FROM sides GROUP BY span, about, start, value, channel, origin
)
SELECT count(*) AS tallies, sum(differs) AS different FROM compared
