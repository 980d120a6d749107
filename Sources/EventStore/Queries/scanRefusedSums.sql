-- Sums of refused requests by the minute (:span says so).
SELECT minute, article, channel, reason, requests
  FROM refused_sums
 WHERE :span = 60 AND minute >= :from AND minute < :to
   AND (:origin IS NULL OR origin = :origin) AND (:channel IS NULL OR channel = :channel)
