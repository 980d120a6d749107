-- What can not be judged again: counted requests of no known family, machines' requests without their agent, sums.
SELECT (SELECT count(*) FROM events e LEFT JOIN agents a ON a.number = e.agent
         WHERE e.reason = 0 AND coalesce(a.family, '') = '') AS people,
       (SELECT count(*) FROM events e
         WHERE e.reason IN (3, 4, 5, 6, 7, 8)
           AND NOT EXISTS (SELECT 1 FROM machine_events k WHERE k.event = e.id)) AS machines,
       (SELECT coalesce(sum(requests), 0) FROM refused_sums WHERE reason IN (3, 4, 5, 6, 7, 8)) AS sums
