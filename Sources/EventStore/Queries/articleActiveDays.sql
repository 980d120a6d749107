-- The days of a span of time in which something is told of an article.
SELECT t.start, t.article, 0, 0, t.sighted, t.presses, t.previewed, t.opened, t.visits, t.arrivals, t.unhashed, t.reshares
  FROM days d CROSS JOIN article_tallies t
 WHERE d.starts >= :from AND d.starts < :to AND t.span = 86400 AND t.start = d.starts AND t.article = :article
