-- The number of a machine's agent.
SELECT number FROM machines WHERE agent = ?
