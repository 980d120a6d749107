-- What analytics tell of a day now is believed over what they told before.
INSERT INTO page_views (day, article, views) VALUES (?, ?, ?)
ON CONFLICT DO UPDATE SET views = excluded.views WHERE views <> excluded.views
