-- Adds the step to the tallies of each hour.
INSERT INTO tallies (span, start, article, channel, origin, presses, previewed, opened, visits, arrivals, unhashed, reshares)
SELECT 3600, hour, article, channel, origin,
       sum(presses), sum(previewed), sum(opened), sum(visits), sum(arrivals), sum(unhashed), sum(reshares)
  FROM temp.folding
 WHERE presses OR previewed OR opened OR visits
 GROUP BY hour, article, channel, origin
    ON CONFLICT DO UPDATE
   SET presses   = presses + excluded.presses,
       previewed = previewed + excluded.previewed,
       opened    = opened + excluded.opened,
       visits    = visits + excluded.visits,
       arrivals  = arrivals + excluded.arrivals,
       unhashed  = unhashed + excluded.unhashed,
       reshares  = reshares + excluded.reshares
