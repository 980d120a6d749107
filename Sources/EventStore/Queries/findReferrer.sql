-- The number of a referring host.
SELECT number FROM referrers WHERE host = ?
