-- Gives events the traits of their new reasons.
UPDATE event_log
   SET traits = (SELECT n.number
                   FROM traits o CROSS JOIN traits n
                  WHERE o.number = event_log.traits
                    AND n.kind = o.kind AND n.channel = o.channel AND n.origin = o.origin AND n.reason = r.reason
                    AND n.rules = :rules AND ifnull(n.arrival, -1) = ifnull(o.arrival, -1)
                    AND ifnull(n.referrer, 0) = ifnull(o.referrer, 0) AND ifnull(n.agent, 0) = ifnull(r.described, 0)
                    AND ifnull(n.country, '') = ifnull(o.country, '') AND ifnull(n.import, 0) = ifnull(o.import, 0)
                    AND ifnull(n.place, 0) = ifnull(o.place, 0) AND ifnull(n.mangles, 0) = ifnull(o.mangles, 0))
  FROM temp.rejudging r
 WHERE event_log.id = r.event
