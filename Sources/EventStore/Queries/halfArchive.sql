-- An archive that was not taken over to its end.
SELECT name FROM imports WHERE format = 'archive' AND finished IS NULL
