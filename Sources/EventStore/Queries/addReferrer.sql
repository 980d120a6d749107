-- Names a referring host once.
INSERT INTO referrers (host) VALUES (?) ON CONFLICT (host) DO UPDATE SET host = host RETURNING number
