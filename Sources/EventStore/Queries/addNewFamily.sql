-- A family that is a machine's by newer rules.
INSERT INTO temp.new_families (family, reason) VALUES (?, ?)
