-- Begins an import, or finds the one of the same content.
INSERT INTO imports (format, digest, name, lines) VALUES (?, ?, ?, 0)
ON CONFLICT (digest) DO UPDATE SET digest = digest
RETURNING number, lines, finished
