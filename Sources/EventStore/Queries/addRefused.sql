-- Adds to the sum of a minute's refused requests of one kind.
INSERT INTO refused_sums (minute, kind, article, channel, origin, reason, requests) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET requests = requests + excluded.requests
