-- Where the links of articles were opened, beside what the log gives for unsealed hours.
WITH sides AS (
    SELECT article, at - ((at % 3600) + 3600) % 3600 AS start, coalesce(place, 0) AS place, origin, 1 AS visits
      FROM events WHERE id <= (SELECT watermark FROM fold) AND kind = 2 AND reason = 0
    UNION ALL
    SELECT article, start, place, origin, -visits FROM openings
), compared AS (
    SELECT sum(visits) <> 0 AS differs FROM sides WHERE start >= (SELECT before FROM seal)
     GROUP BY article, start, place, origin
)
SELECT count(*) AS tallies, sum(differs) AS different FROM compared
