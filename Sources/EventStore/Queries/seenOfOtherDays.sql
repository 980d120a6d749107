-- Whether visitors of another day are kept.
SELECT EXISTS (SELECT 1 FROM seen WHERE day <> ?)
