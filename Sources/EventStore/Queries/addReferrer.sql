-- Names a referring host once, and the network that it belongs to.
INSERT INTO referrers (host, network) VALUES (?, ?)
ON CONFLICT (host) DO UPDATE SET network = coalesce(network, excluded.network) RETURNING number
