-- The author of one article.
SELECT author FROM articles WHERE number = ?
