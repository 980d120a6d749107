-- Imports, so that their files are known again; but no archive that was taken over in part only.
SELECT number, format, digest, name, lines, finished FROM imports WHERE format <> 'archive' OR finished IS NOT NULL
