-- What each event of the step adds to the figures; the same definitions as in the view «tail».
INSERT INTO temp.folding
SELECT e.at - ((e.at % 3600) + 3600) % 3600,
       (SELECT max(starts) FROM days WHERE starts <= e.at),
       e.at, e.kind, e.article, e.share, e.channel, e.origin, e.reason,
       e.kind = 1 AND e.reason = 0,
       e.kind = 2 AND e.reason = 3 AND e.share IS NOT NULL AND s.previewed IS NULL
           AND e.id = min(CASE WHEN e.kind = 2 AND e.reason = 3 THEN e.id END) OVER share,
       e.kind = 2 AND e.reason = 0 AND e.share IS NOT NULL AND s.opened IS NULL
           AND e.id = min(CASE WHEN e.kind = 2 AND e.reason = 0 THEN e.id END) OVER share,
       e.kind = 2 AND e.reason = 0,
       e.kind = 2 AND e.reason = 0 AND e.arrival IS 1,
       e.kind = 2 AND e.reason = 0 AND e.arrival IS NULL,
       e.kind = 1 AND e.reason = 0 AND s.parent IS NOT NULL,
       1
  FROM events e LEFT JOIN shares s ON s.article = e.article AND s.id = e.share
 WHERE e.id BETWEEN :first AND :last
WINDOW share AS (PARTITION BY e.article, e.share)
