-- Figures by what counted events came from or with, in hours, days or months.
SELECT start, 0, channel, value, 0, presses, 0, opened, visits, arrivals, unhashed, reshares
  FROM circumstances
 WHERE span = :span AND about = :about AND start >= :from AND start < :to
   AND (:origin IS NULL OR origin = :origin) AND (:channel IS NULL OR channel = :channel)
