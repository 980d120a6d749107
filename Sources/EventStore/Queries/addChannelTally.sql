-- Adds to the figures of a channel in an hour, a local day or a local month.
INSERT INTO channel_tallies (span, start, channel, origin, presses, previewed, opened, visits, arrivals, unhashed, reshares)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE
   SET presses   = presses + excluded.presses,
       previewed = previewed + excluded.previewed,
       opened    = opened + excluded.opened,
       visits    = visits + excluded.visits,
       arrivals  = arrivals + excluded.arrivals,
       unhashed  = unhashed + excluded.unhashed,
       reshares  = reshares + excluded.reshares
