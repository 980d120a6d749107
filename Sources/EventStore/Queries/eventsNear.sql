-- The events of a short span of time, as far as a line of an access log can be told to be one of them.
SELECT e.id, e.at, e.kind, e.article, e.share, e.channel, e.reason, e.rules, a.family
  FROM events e LEFT JOIN agents a ON a.number = e.agent
 WHERE e.at BETWEEN :from AND :to
   AND e.id >= (SELECT min(first) FROM stretches WHERE latest IS NULL OR latest >= :from)
   AND e.id <= (SELECT max(coalesce(last, 9223372036854775807)) FROM stretches WHERE earliest <= :to)
 ORDER BY e.at, e.id
