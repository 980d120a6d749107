-- Keeps for the day that a visitor came to an article.
INSERT INTO seen (day, visitor) VALUES (?, ?)
