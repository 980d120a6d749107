-- The number of an agent family.
SELECT number FROM agents WHERE family = ?
