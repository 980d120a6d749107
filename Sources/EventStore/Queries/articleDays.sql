-- Figures of one article by channel, day by day: each day is looked up. The
-- days stand apart, or SQLite would go through all articles of all of them.
WITH d AS MATERIALIZED (SELECT starts FROM days WHERE starts >= :from AND starts < :to)
SELECT t.start, t.article, t.channel, 0, NULL, t.presses, t.previewed, t.opened, t.visits, t.arrivals, t.unhashed, t.reshares
  FROM d CROSS JOIN tallies t
 WHERE t.span = :span AND t.start = d.starts AND t.article = :article AND t.presses + t.previewed + t.opened + t.visits > 0
   AND (:origin IS NULL OR t.origin = :origin) AND (:channel IS NULL OR t.channel = :channel)
