-- Articles, newest first.
SELECT * FROM articles WHERE alias_of IS NULL ORDER BY coalesce(published, added) DESC, number DESC LIMIT ?
