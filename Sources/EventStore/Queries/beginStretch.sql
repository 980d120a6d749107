-- Begins a stretch of events. A commit that came back to life may have begun it already.
INSERT INTO stretches (first, earliest) VALUES (?, ?)
ON CONFLICT (first) DO UPDATE SET earliest = min(earliest, excluded.earliest), last = NULL, latest = NULL
