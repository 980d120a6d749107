-- A table with a row that names one of another table which is not there.
SELECT "table" FROM pragma_foreign_key_check LIMIT 1
