-- Names once where links are opened.
INSERT INTO places (name, channel, app_id) VALUES (?, ?, ?)
ON CONFLICT (name, app_id) DO UPDATE SET name = name RETURNING number
