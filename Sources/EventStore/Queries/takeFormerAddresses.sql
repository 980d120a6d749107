-- Takes a former address over.
INSERT INTO former_addresses (url, article) VALUES (?1, ?2)
