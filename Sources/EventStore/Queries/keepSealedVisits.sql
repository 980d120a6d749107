-- Keeps of the events that the step removes how many visits came before a change of their article in its hour of UTC.
INSERT INTO sealed_visits (change, visits)
SELECT c.number, count(*)
  FROM events e JOIN article_changes c ON c.article = e.article AND c.at > e.at AND c.at - c.at % 3600 <= e.at
 WHERE e.id > :after AND e.id <= :last AND e.id <= (SELECT watermark FROM fold)
   AND +e.at < (SELECT before FROM seal) AND e.kind = 2 AND e.reason = 0
 GROUP BY c.number
    ON CONFLICT DO UPDATE SET visits = visits + excluded.visits
