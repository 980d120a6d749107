-- A referring host by its number.
SELECT host, network FROM referrers WHERE number = ?
