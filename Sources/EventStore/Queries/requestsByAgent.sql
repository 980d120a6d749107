-- Requests of each family of agents by reason, from the event log; what was only summed has no family.
SELECT coalesce(g.family, '') AS family, e.reason, sum(e.requests) AS requests
  FROM (SELECT at, article, channel, origin, reason, agent, 1 AS requests FROM events
         WHERE id >= (SELECT min(first) FROM stretches WHERE latest IS NULL OR latest >= :from)
           AND id <= (SELECT max(coalesce(last, 9223372036854775807)) FROM stretches WHERE earliest < :to)
        UNION ALL
        SELECT minute, article, channel, origin, reason, NULL, requests FROM refused_sums) e
  JOIN articles n ON n.number = e.article
  JOIN articles a ON a.number = coalesce(n.alias_of, n.number)
  LEFT JOIN agents g ON g.number = e.agent
 WHERE e.at >= :from AND e.at < :to
   AND (:channel IS NULL OR e.channel = :channel)
   AND (:origin IS NULL OR e.origin = :origin)
   AND (:article IS NULL OR a.number = :article)
   AND (:section IS NULL OR a.section = :section)
   AND (:author IS NULL OR a.author = :author)
 GROUP BY coalesce(g.family, ''), e.reason
 ORDER BY sum(e.requests) DESC, family, e.reason
