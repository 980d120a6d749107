-- Forgets the visitors of every other day.
DELETE FROM seen WHERE day <> ?
