-- What sealing the days before a moment removes.
SELECT count(*) AS events, min(at) AS first FROM event_log WHERE at < ?
