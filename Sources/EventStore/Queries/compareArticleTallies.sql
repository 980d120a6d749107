-- Tallies of articles beside what those of articles and channels give for them: how many there are, how many differ.
WITH sides AS (
    SELECT 86400 AS span, t.start, t.article, t.origin, sum(t.presses) AS presses, sum(t.opened) AS opened, sum(t.visits) AS visits, sum(t.arrivals) AS arrivals, sum(t.unhashed) AS unhashed, sum(t.reshares) AS reshares, sum(t.previewed * c.previews) AS previewed
      FROM tallies t JOIN channels c ON c.number = t.channel WHERE t.span = 86400 GROUP BY t.start, t.article, t.origin
    UNION ALL
    SELECT 604800, (SELECT max(starts) FROM weeks WHERE starts <= start), article, origin, presses, opened, visits, arrivals, unhashed, reshares, previewed
      FROM article_tallies WHERE span = 86400
    UNION ALL
    SELECT 2592000, (SELECT max(starts) FROM months WHERE starts <= start), article, origin, presses, opened, visits, arrivals, unhashed, reshares, previewed
      FROM article_tallies WHERE span = 86400
    UNION ALL
    SELECT span, start, article, origin, -presses, -opened, -visits, -arrivals, -unhashed, -reshares, -previewed FROM article_tallies
), compared AS (
    SELECT sum(presses) <> 0 OR sum(previewed) <> 0 OR sum(opened) <> 0 OR sum(visits) <> 0 OR sum(arrivals) <> 0 OR sum(unhashed) <> 0 OR sum(reshares) <> 0 AS differs FROM sides GROUP BY span, start, article, origin
)
SELECT count(*) AS tallies, sum(differs) AS different FROM compared
