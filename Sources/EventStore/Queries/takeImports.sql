-- Takes over that a file was imported. The archive itself has a number here already: events of that number would be another's.
INSERT INTO imports (number, format, digest, name, lines, finished) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
