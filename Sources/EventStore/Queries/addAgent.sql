-- Names families of agent, system and device once.
INSERT INTO agents (family, system, device) VALUES (?, ?, ?)
ON CONFLICT (family, system, device) DO UPDATE SET family = family RETURNING number
