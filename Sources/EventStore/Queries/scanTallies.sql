-- Figures of articles and channels, in hours or days.
SELECT start, article, channel, 0, NULL, presses, previewed, opened, visits, arrivals, unhashed, reshares
  FROM tallies
 WHERE span = :span AND start >= :from AND start < :to AND presses + previewed + opened + visits > 0
   AND (:origin IS NULL OR origin = :origin) AND (:channel IS NULL OR channel = :channel)
