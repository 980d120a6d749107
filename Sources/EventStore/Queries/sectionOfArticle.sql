-- The section of one article.
SELECT section FROM articles WHERE number = ?
