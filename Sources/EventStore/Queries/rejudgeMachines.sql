-- Requests of machines whose agent is kept, and whose reason changes. What was refused for another reason stays.
INSERT INTO temp.rejudging
SELECT k.event, n.reason, n.described
  FROM machine_events k
  JOIN machines m ON m.number = k.machine
  JOIN temp.new_machines n ON n.agent = m.agent
  JOIN events e ON e.id = k.event
 WHERE e.reason IN (3, 4, 5, 6, 7, 8) AND e.reason <> n.reason
