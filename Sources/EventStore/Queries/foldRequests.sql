-- Adds the step to the sums of requests of each hour (:span 3600) or local day (86400) that begins at :since or later.
INSERT INTO request_tallies (span, start, kind, article, channel, origin, reason, requests)
SELECT :span, CASE :span WHEN 3600 THEN hour ELSE day END AS start, kind, article, channel, origin, reason, sum(requests)
  FROM temp.folding
 WHERE CASE :span WHEN 3600 THEN hour ELSE day END >= :since
 GROUP BY CASE :span WHEN 3600 THEN hour ELSE day END, kind, article, channel, origin, reason
    ON CONFLICT DO UPDATE SET requests = requests + excluded.requests
