-- Takes a place over.
INSERT INTO places (name, channel, app_id) VALUES (?1, ?2, coalesce(?3, ''))
