-- Agents of machines as an archive has them.
SELECT k.event, m.agent FROM machine_events k JOIN machines m ON m.number = k.machine JOIN events e ON e.id = k.event
 WHERE e.at >= (SELECT before FROM seal)
