-- Places as an archive has them.
SELECT name, channel, app_id FROM places
