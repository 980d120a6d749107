-- The visitors of a day.
SELECT visitor FROM seen WHERE day = ?
