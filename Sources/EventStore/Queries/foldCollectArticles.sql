-- What the folded events of the articles in «refolding» add to the figures, by the view's definitions.
INSERT INTO temp.folding
SELECT at - ((at % 3600) + 3600) % 3600,
       (SELECT max(starts) FROM days WHERE starts <= at),
       at, kind, article, share, channel, origin, reason,
       presses, previewed, opened, visits, arrivals, unhashed, reshares, 1
  FROM event_figures
 WHERE id <= (SELECT watermark FROM fold)
   AND article IN (SELECT article FROM temp.refolding)
