-- The families of an agent by their number.
SELECT family, system, device FROM agents WHERE number = ?
