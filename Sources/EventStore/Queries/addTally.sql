-- Adds to the figures and the link previews of an article and a channel in an hour or a local day.
INSERT INTO tallies (span, start, article, channel, origin, presses, previewed, opened, visits, arrivals, unhashed, reshares, fetches)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE
   SET presses   = presses + excluded.presses,
       previewed = previewed + excluded.previewed,
       opened    = opened + excluded.opened,
       visits    = visits + excluded.visits,
       arrivals  = arrivals + excluded.arrivals,
       unhashed  = unhashed + excluded.unhashed,
       reshares  = reshares + excluded.reshares,
       fetches   = fetches + excluded.fetches
