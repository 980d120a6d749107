-- Names an agent family once.
INSERT INTO agents (family) VALUES (?) ON CONFLICT (family) DO UPDATE SET family = family RETURNING number
