-- When backups were put in place, the last one first.
SELECT at, made, article, event FROM restores ORDER BY number DESC
