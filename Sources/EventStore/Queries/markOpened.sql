-- Marks a share whose first counted visit was folded.
UPDATE shares SET opened = ? WHERE article = ? AND id = ?
