-- Marks when the first link preview and the first counted visit of a share were, as far as they are folded.
UPDATE shares SET previewed = ?, opened = ? WHERE article = ? AND id = ?
