-- The days of a span of time in which something is told of an article.
WITH d AS MATERIALIZED (SELECT starts FROM days WHERE starts >= :from AND starts < :to)
SELECT t.start, t.article, 0, 0, t.sighted, t.presses, t.previewed, t.opened, t.visits, t.arrivals, t.unhashed, t.reshares
  FROM d CROSS JOIN article_tallies t
 WHERE t.span = 86400 AND t.start = d.starts AND t.article = :article
