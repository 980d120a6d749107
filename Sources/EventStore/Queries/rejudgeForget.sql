-- The agent of a person is not kept.
DELETE FROM machine_events WHERE event IN (SELECT event FROM temp.rejudging WHERE reason IN (0, 14))
