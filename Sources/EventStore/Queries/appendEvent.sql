-- Appends one event. A retry after a commit whose outcome was unknown keeps the id, so it must not fail on it.
INSERT INTO event_log (id, at, article, share, traits) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
