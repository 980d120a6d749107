-- Adds requests without a valid signature to the sum of their minute.
INSERT INTO unverified (minute, kind, requests) VALUES (?, ?, ?)
ON CONFLICT (minute, kind) DO UPDATE SET requests = requests + excluded.requests
