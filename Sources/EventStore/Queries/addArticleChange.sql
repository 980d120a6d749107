-- Notes what was done to an article by hand.
INSERT INTO article_changes (article, at, change, detail) VALUES (?, ?, ?, ?)
