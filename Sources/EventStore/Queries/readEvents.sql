-- Events by number, each with what is known of its share: for the fold, and for reports that need single events.
SELECT e.id, e.at, e.kind, e.article, e.share, e.channel, e.origin, e.reason, e.arrival, e.referrer, e.agent, e.place,
       s.previewed, s.opened, s.parent IS NOT NULL
  FROM events e LEFT JOIN shares s ON s.article = e.article AND s.id = e.share
 WHERE e.id BETWEEN :first AND :last AND e.at >= :from AND e.at < :to
 ORDER BY e.id
