-- The families of agents with which people came, and how often.
SELECT a.family, count(*) AS requests
  FROM events e JOIN agents a ON a.number = e.agent
 WHERE e.reason = 0 AND a.family <> ''
 GROUP BY a.family
