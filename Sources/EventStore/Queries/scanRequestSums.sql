-- Requests of channels by verdict whatever the article, in hours, days or months.
SELECT start, 0, channel, reason, requests
  FROM request_sums
 WHERE span = :span AND start >= :from AND start < :to
   AND (:origin IS NULL OR origin = :origin) AND (:channel IS NULL OR channel = :channel)
