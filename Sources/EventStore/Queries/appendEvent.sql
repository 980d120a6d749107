-- Appends one event. A retry after a commit whose outcome was unknown keeps the id, so it must not fail on it.
INSERT INTO events (id, at, kind, article, share, channel, origin, reason, rules, arrival, referrer, agent, country,
                    import, place, mangles)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO NOTHING
