-- Articles that are counted with another.
SELECT number, alias_of FROM articles WHERE alias_of IS NOT NULL
