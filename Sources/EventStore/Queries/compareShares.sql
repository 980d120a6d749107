-- The same for what shares say of their first preview and their first visit.
WITH firsts AS MATERIALIZED (
    SELECT article, share, at, previewed, opened FROM event_figures
     WHERE (previewed OR opened) AND id <= (SELECT watermark FROM fold)
), sides AS (
    SELECT article, share, at, 1 AS what, 1 AS sign FROM firsts WHERE previewed
    UNION ALL
    SELECT article, share, at, 2, 1 FROM firsts WHERE opened
    UNION ALL
    SELECT article, id, previewed, 1, -1 FROM shares WHERE previewed IS NOT NULL
    UNION ALL
    SELECT article, id, opened, 2, -1 FROM shares WHERE opened IS NOT NULL
), compared AS (
    SELECT sum(sign) <> 0 AS differs FROM sides
     WHERE at >= (SELECT before FROM seal) GROUP BY article, share, what, at
)
SELECT count(*) AS tallies, sum(differs) AS different FROM compared
