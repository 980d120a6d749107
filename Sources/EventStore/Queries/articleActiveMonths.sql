-- From the first to the last month in which something is told of an article.
SELECT min(m.starts), max(m.ends)
  FROM months m CROSS JOIN article_tallies t
 WHERE t.span = 2592000 AND t.start = m.starts AND t.article = :article
