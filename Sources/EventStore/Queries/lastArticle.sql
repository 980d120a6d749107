-- The greatest number of an article.
SELECT max(number) FROM articles
