-- Marks the shares whose first link preview is in the step.
UPDATE shares SET previewed = folding.at
  FROM temp.folding
 WHERE folding.previewed AND shares.article = folding.article AND shares.id = folding.share
