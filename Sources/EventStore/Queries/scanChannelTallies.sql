-- Figures of channels whatever the article, in hours, days or months.
SELECT start, 0, channel, 0, NULL, presses, previewed, opened, visits, arrivals, unhashed, reshares
  FROM channel_tallies
 WHERE span = :span AND start >= :from AND start < :to
   AND (:origin IS NULL OR origin = :origin) AND (:channel IS NULL OR channel = :channel)
