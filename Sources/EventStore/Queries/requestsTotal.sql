-- Requests by reason.
SELECT f.reason, sum(f.requests) AS requests
  FROM requests f
  JOIN articles n ON n.number = f.article
  JOIN articles a ON a.number = coalesce(n.alias_of, n.number)
 WHERE f.span = :span AND f.start >= :from AND f.start < :to
   AND (:channel IS NULL OR f.channel = :channel)
   AND (:origin IS NULL OR f.origin = :origin)
   AND (:article IS NULL OR a.number = :article)
   AND (:section IS NULL OR a.section = :section)
   AND (:author IS NULL OR a.author = :author)
 GROUP BY f.reason
 ORDER BY f.reason
