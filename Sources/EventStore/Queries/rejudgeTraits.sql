-- Notes the traits that events have by their new reasons. An event's agent becomes what the new rules make of it.
INSERT OR IGNORE INTO traits (kind, channel, origin, reason, rules, arrival, referrer, agent, country, import, place, mangles)
SELECT DISTINCT e.kind, e.channel, e.origin, r.reason, :rules, e.arrival, e.referrer, r.described, e.country, e.import, e.place,
       e.mangles
  FROM temp.rejudging r JOIN events e ON e.id = r.event
