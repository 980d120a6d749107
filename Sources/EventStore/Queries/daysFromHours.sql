-- Puts the day tallies together from those of hours, for a zone whose days begin with hours of UTC.
INSERT INTO tallies (span, start, article, channel, origin, presses, previewed, opened, visits, arrivals, unhashed, reshares, fetches)
SELECT 86400, (SELECT max(starts) FROM days WHERE starts <= start) AS day, article, channel, origin,
       sum(presses), sum(previewed), sum(opened), sum(visits), sum(arrivals), sum(unhashed), sum(reshares), sum(fetches)
  FROM tallies WHERE span = 3600 GROUP BY day, article, channel, origin;
INSERT INTO refused_tallies (span, start, kind, article, channel, origin, reason, requests)
SELECT 86400, (SELECT max(starts) FROM days WHERE starts <= start) AS day, kind, article, channel, origin, reason,
       sum(requests)
  FROM refused_tallies WHERE span = 3600 GROUP BY day, kind, article, channel, origin, reason;
INSERT INTO circumstances (span, about, start, value, channel, origin, presses, opened, visits, arrivals, unhashed, reshares)
SELECT 86400, about, (SELECT max(starts) FROM days WHERE starts <= start) AS day, value, channel, origin, sum(presses), sum(opened), sum(visits), sum(arrivals), sum(unhashed), sum(reshares)
  FROM circumstances WHERE span = 3600 GROUP BY about, day, value, channel, origin
