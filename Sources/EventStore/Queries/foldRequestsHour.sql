-- Adds the step to the sums of requests of each hour.
INSERT INTO request_tallies (span, start, kind, article, channel, origin, reason, requests)
SELECT 3600, hour, kind, article, channel, origin, reason, count(*)
  FROM temp.folding
 WHERE true
 GROUP BY hour, kind, article, channel, origin, reason
    ON CONFLICT DO UPDATE SET requests = requests + excluded.requests
