-- The first and the last time that sums are of: days on which machines alone came are in some of these tables only.
SELECT min(start), max(start)
  FROM (SELECT start FROM tallies UNION ALL SELECT start FROM refused_tallies UNION ALL SELECT minute FROM refused_sums)
