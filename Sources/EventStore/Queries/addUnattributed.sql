-- Adds requests that belong to no article to the sum of their minute.
INSERT INTO unattributed (minute, kind, reason, requests) VALUES (?, ?, ?, ?)
ON CONFLICT (minute, kind, reason) DO UPDATE SET requests = requests + excluded.requests
