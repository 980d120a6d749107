-- Adds to the requests of an article and a channel with one verdict in an hour or a local day.
INSERT INTO request_tallies (span, start, kind, article, channel, origin, reason, requests)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET requests = requests + excluded.requests
