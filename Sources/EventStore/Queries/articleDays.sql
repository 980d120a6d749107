-- Figures of one article by channel, day by day: each day is looked up.
SELECT t.start, t.article, t.channel, 0, NULL, t.presses, t.previewed, t.opened, t.visits, t.arrivals, t.unhashed, t.reshares
  FROM days d CROSS JOIN tallies t
 WHERE d.starts >= :from AND d.starts < :to
   AND t.span = :span AND t.start = d.starts AND t.article = :article
   AND (:origin IS NULL OR t.origin = :origin) AND (:channel IS NULL OR t.channel = :channel)
