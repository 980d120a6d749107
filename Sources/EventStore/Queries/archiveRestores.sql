-- Restored backups as an archive has them.
SELECT number, at, made, article, event FROM restores
