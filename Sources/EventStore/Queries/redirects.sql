-- Where each article's links lead, in the order of numbers. One that is the same as another leads to that one's
-- address, also through several; the steps are limited against a circle, which would be a fault of ours.
WITH RECURSIVE steps (number, target, step) AS (
    SELECT number, alias_of, 1 FROM articles WHERE alias_of IS NOT NULL
    UNION ALL
    SELECT s.number, a.alias_of, s.step + 1 FROM steps s JOIN articles a ON a.number = s.target
     WHERE a.alias_of IS NOT NULL AND s.step < 16
), ends AS (SELECT number, target, max(step) FROM steps GROUP BY number)
SELECT a.number, coalesce(t.url, a.url) AS url,
       coalesce(a.withdrawn <= :now, 0) OR coalesce(t.withdrawn <= :now, 0) AS withdrawn
  FROM articles a LEFT JOIN ends e ON e.number = a.number LEFT JOIN articles t ON t.number = e.target
 ORDER BY a.number
