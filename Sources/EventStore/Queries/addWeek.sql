-- A local week of the newsroom's zone.
INSERT INTO weeks (starts, ends) VALUES (?, ?) ON CONFLICT (starts) DO NOTHING
