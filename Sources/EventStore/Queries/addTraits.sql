-- Notes traits that no event had before.
INSERT INTO traits (kind, channel, origin, reason, rules, arrival, referrer, agent, country, import, place, mangles)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
RETURNING number
