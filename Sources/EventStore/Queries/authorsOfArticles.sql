-- The author of each article.
SELECT number, author FROM articles INDEXED BY articles_by_author
