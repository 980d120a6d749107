-- A local day of the newsroom's zone.
INSERT INTO days (starts, ends, day) VALUES (?, ?, ?) ON CONFLICT (starts) DO NOTHING
