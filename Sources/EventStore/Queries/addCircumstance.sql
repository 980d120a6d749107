-- Adds to the figures of a referrer, an agent or a place in an hour, a local day or a local month.
INSERT INTO circumstances (span, about, start, value, channel, origin, presses, opened, visits, arrivals, unhashed, reshares)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE
   SET presses   = presses + excluded.presses,
       opened    = opened + excluded.opened,
       visits    = visits + excluded.visits,
       arrivals  = arrivals + excluded.arrivals,
       unhashed  = unhashed + excluded.unhashed,
       reshares  = reshares + excluded.reshares
