-- Imports that are done, so that their files are known again.
SELECT number, format, digest, name, lines, finished FROM imports
