-- What was done by hand to an article and to those that are counted with it, the oldest first.
SELECT c.number, c.article, c.at, c.change, c.detail
  FROM article_changes c JOIN articles a ON a.number = c.article
 WHERE a.number = :article OR a.alias_of = :article
 ORDER BY c.at, c.number
