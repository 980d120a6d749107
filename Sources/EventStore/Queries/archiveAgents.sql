-- Families as an archive has them.
SELECT family, system, device FROM agents
