-- Figures of articles whatever the channel, in days, weeks or months. Nobody asks for a channel here.
SELECT start, article, 0, 0, sighted, presses, previewed, opened, visits, arrivals, unhashed, reshares
  FROM article_tallies
 WHERE span = :span AND start >= :from AND start < :to
   AND (:origin IS NULL OR origin = :origin) AND :channel IS NULL
