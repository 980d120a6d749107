-- What one event adds to the figures that may be the first of its share; the same definitions as in the view «tail».
INSERT INTO temp.folding
SELECT :at - ((:at % 3600) + 3600) % 3600,
       (SELECT max(starts) FROM days WHERE starts <= :at),
       :at, :kind, :article, :share, :channel, :origin, :reason,
       :kind = 1 AND :reason = 0,
       :kind = 2 AND :reason = 3 AND (SELECT previewed IS NULL FROM shares WHERE article = :article AND id = :share),
       :kind = 2 AND :reason = 0 AND (SELECT opened IS NULL FROM shares WHERE article = :article AND id = :share),
       :kind = 2 AND :reason = 0,
       :kind = 2 AND :reason = 0 AND :arrival IS 1,
       :kind = 2 AND :reason = 0 AND :arrival IS NULL,
       :kind = 1 AND :reason = 0 AND (SELECT parent IS NOT NULL FROM shares WHERE article = :article AND id = :share),
       1
