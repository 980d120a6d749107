-- Adds to the figures of an article in a local day, week or month.
INSERT INTO article_tallies (span, start, article, origin, sighted, presses, previewed, opened, visits, arrivals, unhashed, reshares)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE
   SET sighted   = max(sighted, excluded.sighted),
       presses   = presses + excluded.presses,
       previewed = previewed + excluded.previewed,
       opened    = opened + excluded.opened,
       visits    = visits + excluded.visits,
       arrivals  = arrivals + excluded.arrivals,
       unhashed  = unhashed + excluded.unhashed,
       reshares  = reshares + excluded.reshares
