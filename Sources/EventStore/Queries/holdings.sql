-- What requests leave in the database: each kind of record, with the oldest.
SELECT 'events' AS what,
       'second, press or visit, article, share, channel, verdict, first of the day, referring host, families, place' AS fields,
       count(*) AS records, min(at) AS oldest, 'until pruned' AS kept FROM event_log
UNION ALL
SELECT 'traits', 'what many events have in common, from press or visit to place', count(*), NULL, 'for good' FROM traits
UNION ALL
SELECT 'shares', 'article, random id, channel, parent share, times', count(*), min(made), 'for good' FROM shares
UNION ALL
SELECT 'seen', 'day, keyed hash of address prefix, agent and article', count(*), min(day), 'until local midnight'
  FROM seen
UNION ALL
SELECT 'referrers', 'host, network', count(*), NULL, 'for good' FROM referrers
UNION ALL
SELECT 'agents', 'families of browser, system and device', count(*), NULL, 'for good' FROM agents
UNION ALL
SELECT 'places', 'app or network, id of an Android app', count(*), NULL, 'for good' FROM places
UNION ALL
SELECT 'machines', 'whole agent of a machine', count(*),
       (SELECT min(e.at) FROM machine_events k JOIN event_log e ON e.id = k.event), '30 days' FROM machines
UNION ALL
SELECT 'unattributed', 'minute, reason, number of requests without a good link', count(*), min(minute), 'for good'
  FROM unattributed
UNION ALL
SELECT 'refused_sums', 'minute, article, channel, reason, number of refused requests', count(*), min(minute), 'for good'
  FROM refused_sums
UNION ALL
SELECT 'tallies', 'hour or day, article, channel, sums', count(*), min(start), 'for good' FROM tallies
