-- Makes an article one of its own again.
UPDATE articles SET alias_of = NULL WHERE number = ? AND alias_of IS NOT NULL
