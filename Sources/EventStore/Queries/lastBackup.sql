-- When the last backup was made.
SELECT made FROM last_backup
