-- Requests of articles and channels by verdict, in hours or days: the counted ones, link previews, then what else is refused.
SELECT start, article, channel, 0 AS reason, presses + visits AS requests
  FROM tallies
 WHERE span = :span AND start >= :from AND start < :to AND presses + visits > 0
   AND (:origin IS NULL OR origin = :origin) AND (:channel IS NULL OR channel = :channel)
UNION ALL
SELECT start, article, channel, 3, fetches
  FROM tallies
 WHERE span = :span AND start >= :from AND start < :to AND fetches > 0
   AND (:origin IS NULL OR origin = :origin) AND (:channel IS NULL OR channel = :channel)
UNION ALL
SELECT start, article, channel, reason, requests
  FROM refused_tallies
 WHERE span = :span AND start >= :from AND start < :to
   AND (:origin IS NULL OR origin = :origin) AND (:channel IS NULL OR channel = :channel)
