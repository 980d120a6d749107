-- Adds to the requests of a channel with one verdict in an hour, a local day or a local month.
INSERT INTO request_sums (span, start, kind, channel, origin, reason, requests)
VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET requests = requests + excluded.requests
