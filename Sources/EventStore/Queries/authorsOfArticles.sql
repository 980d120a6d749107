-- The author of each article, in their order.
SELECT number, author FROM articles INDEXED BY articles_by_author ORDER BY author
