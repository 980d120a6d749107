-- Takes a referring host over.
INSERT INTO referrers (host, network) VALUES (?1, ?2)
