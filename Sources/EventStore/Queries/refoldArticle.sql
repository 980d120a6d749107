-- An article that is to be folded again.
INSERT INTO temp.refolding (article) VALUES (?)
