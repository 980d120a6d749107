-- A place by its number.
SELECT name, app_id FROM places WHERE number = ?
