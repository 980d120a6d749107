-- Adds to the refused requests of an article and a channel for one reason in an hour or a local day.
INSERT INTO refused_tallies (span, start, kind, article, channel, origin, reason, requests)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET requests = requests + excluded.requests
