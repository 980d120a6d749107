-- Where the fold collects one step; in memory, and only the writer sees it.
CREATE TEMP TABLE IF NOT EXISTS folding (
    hour, day, at, kind, article, share, channel, origin, reason,
    presses, previewed, opened, visits, arrivals, unhashed, reshares, requests
)
