-- Requests of each machine by reason, as far as agents of machines are kept.
SELECT coalesce(g.family, '') AS family, m.agent, e.reason, count(*) AS requests
  FROM machine_events k
  JOIN events e ON e.id = k.event
  JOIN machines m ON m.number = k.machine
  JOIN articles n ON n.number = e.article
  JOIN articles a ON a.number = coalesce(n.alias_of, n.number)
  LEFT JOIN agents g ON g.number = e.agent
 WHERE e.at >= :from AND e.at < :to
   AND k.event >= (SELECT min(first) FROM stretches WHERE latest IS NULL OR latest >= :from)
   AND k.event <= (SELECT max(coalesce(last, 9223372036854775807)) FROM stretches WHERE earliest < :to)
   AND (:channel IS NULL OR e.channel = :channel)
   AND (:origin IS NULL OR e.origin = :origin)
   AND (:article IS NULL OR a.number = :article)
   AND (:section IS NULL OR a.section = :section)
   AND (:author IS NULL OR a.author = :author)
 GROUP BY m.agent, e.reason
 ORDER BY requests DESC, m.agent, e.reason
