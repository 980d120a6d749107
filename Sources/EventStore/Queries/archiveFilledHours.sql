-- Hours filled from logs as an archive has them.
SELECT start, events, failures FROM filled_hours
