-- Marks the shares whose first counted visit is in the step.
UPDATE shares SET opened = folding.at
  FROM temp.folding
 WHERE folding.opened AND shares.article = folding.article AND shares.id = folding.share
