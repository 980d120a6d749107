-- Keeps the address that an article had, should press links with it be out there.
INSERT INTO former_addresses (url, article) SELECT url, number FROM articles WHERE number = ?
ON CONFLICT (url) DO UPDATE SET article = excluded.article
