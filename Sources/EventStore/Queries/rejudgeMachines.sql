-- Requests of machines whose agent is kept, and whose reason changes. What was refused for another reason stays.
-- Sealed days stay as they are. A person would have found a withdrawn article no better than the machine did.
INSERT INTO temp.rejudging
SELECT k.event,
       CASE WHEN n.reason = 0 AND (a.withdrawn <= e.at OR t.withdrawn <= e.at) THEN 14 ELSE n.reason END,
       n.described
  FROM machine_events k
  JOIN machines m ON m.number = k.machine
  JOIN temp.new_machines n ON n.agent = m.agent
  JOIN events e ON e.id = k.event
  JOIN articles a ON a.number = e.article
  LEFT JOIN articles t ON t.number = a.alias_of
 WHERE e.reason IN (3, 4, 5, 6, 7, 8) AND e.reason <> n.reason
   AND e.at >= (SELECT before FROM seal)
