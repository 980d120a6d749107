-- Adds sums of refused requests before a minute to the sums of their hours and days, in whose place they stood so far.
INSERT INTO tallies (span, start, article, channel, origin, presses, previewed, opened, visits, arrivals, unhashed, reshares, fetches)
SELECT 3600, minute - minute % 3600 AS start, article, channel, origin, 0, 0, 0, 0, 0, 0, 0, sum(requests)
  FROM refused_sums WHERE minute < :until AND kind = 2 AND reason = 3 GROUP BY start, article, channel, origin
    ON CONFLICT DO UPDATE SET fetches = fetches + excluded.fetches;
INSERT INTO tallies (span, start, article, channel, origin, presses, previewed, opened, visits, arrivals, unhashed, reshares, fetches)
SELECT 86400, (SELECT max(starts) FROM days WHERE starts <= minute) AS start, article, channel, origin, 0, 0, 0, 0, 0, 0, 0,
       sum(requests)
  FROM refused_sums WHERE minute < :until AND kind = 2 AND reason = 3 GROUP BY 2, article, channel, origin
    ON CONFLICT DO UPDATE SET fetches = fetches + excluded.fetches;
INSERT INTO refused_tallies (span, start, kind, article, channel, origin, reason, requests)
SELECT 3600, minute - minute % 3600 AS start, kind, article, channel, origin, reason, sum(requests)
  FROM refused_sums WHERE minute < :until AND NOT (kind = 2 AND reason = 3) GROUP BY start, kind, article, channel, origin, reason
    ON CONFLICT DO UPDATE SET requests = requests + excluded.requests;
INSERT INTO refused_tallies (span, start, kind, article, channel, origin, reason, requests)
SELECT 86400, (SELECT max(starts) FROM days WHERE starts <= minute) AS start, kind, article, channel, origin, reason,
       sum(requests)
  FROM refused_sums WHERE minute < :until AND NOT (kind = 2 AND reason = 3) GROUP BY 2, kind, article, channel, origin, reason
    ON CONFLICT DO UPDATE SET requests = requests + excluded.requests;
INSERT INTO request_sums (span, start, kind, channel, origin, reason, requests)
SELECT 3600, minute - minute % 3600 AS start, kind, channel, origin, reason, sum(requests)
  FROM refused_sums WHERE minute < :until GROUP BY start, kind, channel, origin, reason
    ON CONFLICT DO UPDATE SET requests = requests + excluded.requests;
INSERT INTO request_sums (span, start, kind, channel, origin, reason, requests)
SELECT 86400, (SELECT max(starts) FROM days WHERE starts <= minute) AS start, kind, channel, origin, reason, sum(requests)
  FROM refused_sums WHERE minute < :until GROUP BY 2, kind, channel, origin, reason
    ON CONFLICT DO UPDATE SET requests = requests + excluded.requests;
INSERT INTO request_sums (span, start, kind, channel, origin, reason, requests)
SELECT 2592000, (SELECT max(starts) FROM months WHERE starts <= minute) AS start, kind, channel, origin, reason, sum(requests)
  FROM refused_sums WHERE minute < :until GROUP BY 2, kind, channel, origin, reason
    ON CONFLICT DO UPDATE SET requests = requests + excluded.requests;
DELETE FROM refused_sums WHERE minute < :until
