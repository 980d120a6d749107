-- Adds the step to the sums of requests of each day.
INSERT INTO request_tallies (span, start, kind, article, channel, origin, reason, requests)
SELECT 86400, day, kind, article, channel, origin, reason, count(*)
  FROM temp.folding
 WHERE true
 GROUP BY day, kind, article, channel, origin, reason
    ON CONFLICT DO UPDATE SET requests = requests + excluded.requests
