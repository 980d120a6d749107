-- Every article is to be folded again.
INSERT INTO temp.refolding (article) SELECT number FROM articles
