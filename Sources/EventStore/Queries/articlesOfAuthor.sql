-- The articles of an author.
SELECT number FROM articles WHERE author = ? AND alias_of IS NULL
