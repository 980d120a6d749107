-- Sums of requests of channels beside what those of articles and channels give for them.
WITH sides AS (
    SELECT span, start, 1 AS kind, channel, origin, 0 AS reason, presses AS requests FROM tallies WHERE presses > 0
    UNION ALL
    SELECT span, start, 2, channel, origin, 0, visits FROM tallies WHERE visits > 0
    UNION ALL
    SELECT span, start, 2, channel, origin, 3, fetches FROM tallies WHERE fetches > 0
    UNION ALL
    SELECT span, start, kind, channel, origin, reason, requests FROM refused_tallies
    UNION ALL
    SELECT 2592000, (SELECT max(starts) FROM months WHERE starts <= start), kind, channel, origin, reason, requests
      FROM request_sums WHERE span = 86400
    UNION ALL
    SELECT span, start, kind, channel, origin, reason, -requests FROM request_sums
), compared AS (
    SELECT sum(requests) <> 0 AS differs FROM sides GROUP BY span, start, kind, channel, origin, reason
)
SELECT count(*) AS tallies, sum(differs) AS different FROM compared
