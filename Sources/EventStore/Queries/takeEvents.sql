-- Takes an event over, with the number that it had: another event of that number is a fault, not a repetition.
INSERT INTO events (id, at, kind, article, share, channel, origin, reason, rules, arrival, referrer, agent, country,
                    import, place, mangles)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
