-- Begins to take an archive over, or finds how far it came. The number is none of those that its own imports had.
INSERT INTO imports (number, format, digest, name, lines) VALUES (:number, 'archive', :id, :name, 0)
ON CONFLICT (digest) DO UPDATE SET digest = digest
RETURNING number, lines, finished
