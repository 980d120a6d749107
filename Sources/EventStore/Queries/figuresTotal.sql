-- The figures of a period as a whole.
SELECT sum(f.presses) AS presses, sum(f.previewed * c.previews) AS previewed, sum(f.opened) AS opened, sum(f.visits) AS visits,
       sum(f.arrivals) AS arrivals, sum(f.unhashed) AS unhashed, sum(f.reshares) AS reshares, max(c.previews) AS previews
  FROM figures f
  JOIN channels c ON c.number = f.channel
  JOIN articles n ON n.number = f.article
  JOIN articles a ON a.number = coalesce(n.alias_of, n.number)
 WHERE f.span = :span AND f.start >= :from AND f.start < :to
   AND (:channel IS NULL OR f.channel = :channel)
   AND (:origin IS NULL OR f.origin = :origin)
   AND (:article IS NULL OR a.number = :article)
   AND (:section IS NULL OR a.section = :section)
   AND (:author IS NULL OR a.author = :author)
