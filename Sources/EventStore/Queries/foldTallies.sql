-- Adds the step to the tallies of each hour (:span 3600) or local day (86400) that begins at :since or later.
INSERT INTO tallies (span, start, article, channel, origin, presses, previewed, opened, visits, arrivals, unhashed, reshares)
SELECT :span, CASE :span WHEN 3600 THEN hour ELSE day END AS start, article, channel, origin,
       sum(presses), sum(previewed), sum(opened), sum(visits), sum(arrivals), sum(unhashed), sum(reshares)
  FROM temp.folding
 WHERE (presses OR previewed OR opened OR visits)
   AND CASE :span WHEN 3600 THEN hour ELSE day END >= :since
 GROUP BY CASE :span WHEN 3600 THEN hour ELSE day END, article, channel, origin
    ON CONFLICT DO UPDATE
   SET presses   = presses + excluded.presses,
       previewed = previewed + excluded.previewed,
       opened    = opened + excluded.opened,
       visits    = visits + excluded.visits,
       arrivals  = arrivals + excluded.arrivals,
       unhashed  = unhashed + excluded.unhashed,
       reshares  = reshares + excluded.reshares
