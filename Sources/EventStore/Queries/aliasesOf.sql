-- Articles that are counted with this one.
SELECT number FROM articles WHERE alias_of = ?
