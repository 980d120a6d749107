-- Keeps the agent of a machine once.
INSERT INTO machines (agent) VALUES (?) ON CONFLICT (agent) DO UPDATE SET agent = agent RETURNING number
