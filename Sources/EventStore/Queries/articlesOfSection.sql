-- The articles of a section.
SELECT number FROM articles WHERE section = ? AND alias_of IS NULL
