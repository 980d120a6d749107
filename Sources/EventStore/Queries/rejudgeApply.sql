-- Changes the reasons. An event's agent becomes what the new rules make of it.
UPDATE events SET reason = r.reason, agent = r.described, rules = :rules
  FROM temp.rejudging r
 WHERE events.id = r.event
