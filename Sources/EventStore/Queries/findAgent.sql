-- The number of families of agent, system and device.
SELECT number FROM agents WHERE family = ? AND system = ? AND device = ?
