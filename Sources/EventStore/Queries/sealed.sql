-- Before which moment days are sealed.
SELECT before FROM seal
