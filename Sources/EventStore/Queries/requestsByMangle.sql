-- Requests on landing links by channel and what was done to the link on its way, from the event log.
SELECT c.name AS channel, coalesce(e.mangles, 0) AS mangles, e.reason, sum(e.requests) AS requests
  FROM (SELECT at, kind, article, channel, origin, reason, mangles, 1 AS requests FROM events
         WHERE id >= (SELECT min(first) FROM stretches WHERE latest IS NULL OR latest >= :from)
           AND id <= (SELECT max(coalesce(last, 9223372036854775807)) FROM stretches WHERE earliest < :to)
        UNION ALL
        SELECT minute, kind, article, channel, origin, reason, NULL, requests FROM refused_sums) e
  JOIN channels c ON c.number = e.channel
  JOIN articles n ON n.number = e.article
  JOIN articles a ON a.number = coalesce(n.alias_of, n.number)
 WHERE e.at >= :from AND e.at < :to
   AND (:channel IS NULL OR e.channel = :channel)
   AND (:origin IS NULL OR e.origin = :origin)
   AND (:article IS NULL OR a.number = :article)
   AND (:section IS NULL OR a.section = :section)
   AND (:author IS NULL OR a.author = :author)
   AND e.kind = 2
 GROUP BY e.channel, coalesce(e.mangles, 0), e.reason
 ORDER BY c.name, mangles, e.reason
