-- Takes families over.
INSERT INTO agents (family, system, device) VALUES (coalesce(?1, ''), coalesce(?2, ''), coalesce(?3, ''))
