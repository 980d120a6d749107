-- Counted requests whose family of agents is now known for a machine's. Sealed days stay as they are.
INSERT INTO temp.rejudging
SELECT e.id, n.reason, e.agent
  FROM events e
  JOIN agents a ON a.number = e.agent
  JOIN temp.new_families n ON n.family = a.family
 WHERE e.reason = 0 AND e.at >= (SELECT before FROM seal)
