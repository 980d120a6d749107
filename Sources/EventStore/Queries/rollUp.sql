-- Puts the sums for reports over long periods together again, from the tallies of hours and days.
DELETE FROM article_tallies;
DELETE FROM channel_tallies;
DELETE FROM request_sums;
DELETE FROM circumstances WHERE span = 2592000;
INSERT INTO article_tallies (span, start, article, origin, sighted, presses, previewed, opened, visits, arrivals, unhashed, reshares)
SELECT 86400, t.start, t.article, t.origin, max(c.previews), sum(t.presses), sum(t.previewed * c.previews), sum(t.opened), sum(t.visits), sum(t.arrivals), sum(t.unhashed), sum(t.reshares)
  FROM tallies t CROSS JOIN channels c ON c.number = t.channel
 WHERE t.span = 86400 AND t.presses + t.previewed + t.opened + t.visits > 0 GROUP BY t.start, t.article, t.origin;
INSERT INTO article_tallies (span, start, article, origin, sighted, presses, previewed, opened, visits, arrivals, unhashed, reshares)
SELECT 604800, (SELECT max(starts) FROM weeks WHERE starts <= start) AS week, article, origin, max(sighted), sum(presses), sum(previewed), sum(opened), sum(visits), sum(arrivals), sum(unhashed), sum(reshares)
  FROM article_tallies WHERE span = 86400 GROUP BY week, article, origin;
INSERT INTO article_tallies (span, start, article, origin, sighted, presses, previewed, opened, visits, arrivals, unhashed, reshares)
SELECT 2592000, (SELECT max(starts) FROM months WHERE starts <= start) AS month, article, origin, max(sighted), sum(presses), sum(previewed), sum(opened), sum(visits), sum(arrivals), sum(unhashed), sum(reshares)
  FROM article_tallies WHERE span = 86400 GROUP BY month, article, origin;
INSERT INTO channel_tallies (span, start, channel, origin, presses, previewed, opened, visits, arrivals, unhashed, reshares)
SELECT span, start, channel, origin, sum(presses), sum(previewed), sum(opened), sum(visits), sum(arrivals), sum(unhashed), sum(reshares)
  FROM tallies WHERE presses + previewed + opened + visits > 0 GROUP BY span, start, channel, origin;
INSERT INTO channel_tallies (span, start, channel, origin, presses, previewed, opened, visits, arrivals, unhashed, reshares)
SELECT 2592000, (SELECT max(starts) FROM months WHERE starts <= start) AS month, channel, origin, sum(presses), sum(previewed), sum(opened), sum(visits), sum(arrivals), sum(unhashed), sum(reshares)
  FROM channel_tallies WHERE span = 86400 GROUP BY month, channel, origin;
INSERT INTO request_sums (span, start, kind, channel, origin, reason, requests)
SELECT span, start, kind, channel, origin, reason, sum(requests)
  FROM (SELECT span, start, 1 AS kind, channel, origin, 0 AS reason, presses AS requests FROM tallies WHERE presses > 0
        UNION ALL
        SELECT span, start, 2, channel, origin, 0, visits FROM tallies WHERE visits > 0
        UNION ALL
        SELECT span, start, 2, channel, origin, 3, fetches FROM tallies WHERE fetches > 0
        UNION ALL
        SELECT span, start, kind, channel, origin, reason, requests FROM refused_tallies)
 GROUP BY span, start, kind, channel, origin, reason;
INSERT INTO request_sums (span, start, kind, channel, origin, reason, requests)
SELECT 2592000, (SELECT max(starts) FROM months WHERE starts <= start) AS month, kind, channel, origin, reason, sum(requests)
  FROM request_sums WHERE span = 86400 GROUP BY month, kind, channel, origin, reason;
INSERT INTO circumstances (span, about, start, value, channel, origin, presses, opened, visits, arrivals, unhashed, reshares)
SELECT 2592000, about, (SELECT max(starts) FROM months WHERE starts <= start) AS month, value, channel, origin, sum(presses), sum(opened), sum(visits), sum(arrivals), sum(unhashed), sum(reshares)
  FROM circumstances WHERE span = 86400 GROUP BY about, month, value, channel, origin
