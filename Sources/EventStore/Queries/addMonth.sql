-- A local month of the newsroom's zone.
INSERT INTO months (starts, ends) VALUES (?, ?) ON CONFLICT (starts) DO NOTHING
