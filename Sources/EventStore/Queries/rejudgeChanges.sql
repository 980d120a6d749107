-- What changes from which reason to which.
SELECT e.kind, e.reason AS before, r.reason AS after, count(*) AS requests
  FROM temp.rejudging r JOIN events e ON e.id = r.event
 GROUP BY e.kind, e.reason, r.reason
 ORDER BY e.kind, e.reason, r.reason
