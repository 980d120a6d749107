-- The number of where links are opened.
SELECT number FROM places WHERE name = ? AND app_id = ?
