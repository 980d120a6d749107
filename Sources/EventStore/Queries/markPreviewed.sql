-- Marks a share whose first link preview was folded.
UPDATE shares SET previewed = ? WHERE article = ? AND id = ?
