-- Requests by country, as imported click logs tell it, from the event log; what was only summed has none.
SELECT coalesce(e.country, '') AS country, e.reason, sum(e.requests) AS requests
  FROM (SELECT at, article, channel, origin, reason, country, 1 AS requests FROM events
         WHERE id >= (SELECT min(first) FROM stretches WHERE latest IS NULL OR latest >= :from)
           AND id <= (SELECT max(coalesce(last, 9223372036854775807)) FROM stretches WHERE earliest < :to)
        UNION ALL
        SELECT minute, article, channel, origin, reason, NULL, requests FROM refused_sums) e
  JOIN articles n ON n.number = e.article
  JOIN articles a ON a.number = coalesce(n.alias_of, n.number)
 WHERE e.at >= :from AND e.at < :to
   AND (:channel IS NULL OR e.channel = :channel)
   AND (:origin IS NULL OR e.origin = :origin)
   AND (:article IS NULL OR a.number = :article)
   AND (:section IS NULL OR a.section = :section)
   AND (:author IS NULL OR a.author = :author)
 GROUP BY coalesce(e.country, ''), e.reason
 ORDER BY sum(e.requests) DESC, country, e.reason
