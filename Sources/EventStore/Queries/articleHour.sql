-- Figures of one article by channel in one hour.
SELECT start, article, channel, 0, NULL, presses, previewed, opened, visits, arrivals, unhashed, reshares
  FROM tallies
 WHERE span = 3600 AND start = :start AND article = :article AND presses + previewed + opened + visits > 0
   AND (:origin IS NULL OR origin = :origin) AND (:channel IS NULL OR channel = :channel)
