-- Where the links of one article were opened.
SELECT place, sum(visits) AS visits
  FROM openings
 WHERE article = :article AND start >= :from AND start < :to AND (:origin IS NULL OR origin = :origin)
 GROUP BY place
