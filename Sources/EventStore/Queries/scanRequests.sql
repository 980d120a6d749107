-- Requests of articles and channels by verdict, in hours or days.
SELECT start, article, channel, reason, requests
  FROM request_tallies
 WHERE span = :span AND start >= :from AND start < :to
   AND (:origin IS NULL OR origin = :origin) AND (:channel IS NULL OR channel = :channel)
