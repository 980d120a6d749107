-- Notes when the last backup was made.
INSERT INTO last_backup (one, made) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET made = excluded.made
