-- Requests by where they were made, from the event log; what is refused has no place.
SELECT coalesce(p.name, '') AS place, e.reason, sum(e.requests) AS requests
  FROM (SELECT at, article, channel, origin, reason, place, 1 AS requests FROM events
         WHERE id >= (SELECT min(first) FROM stretches WHERE latest IS NULL OR latest >= :from)
           AND id <= (SELECT max(coalesce(last, 9223372036854775807)) FROM stretches WHERE earliest < :to)
        UNION ALL
        SELECT minute, article, channel, origin, reason, NULL, requests FROM refused_sums) e
  JOIN articles n ON n.number = e.article
  JOIN articles a ON a.number = coalesce(n.alias_of, n.number)
  LEFT JOIN places p ON p.number = e.place
 WHERE e.at >= :from AND e.at < :to
   AND (:channel IS NULL OR e.channel = :channel)
   AND (:origin IS NULL OR e.origin = :origin)
   AND (:article IS NULL OR a.number = :article)
   AND (:section IS NULL OR a.section = :section)
   AND (:author IS NULL OR a.author = :author)
 GROUP BY coalesce(p.name, ''), e.reason
 ORDER BY sum(e.requests) DESC, place, e.reason
