-- What the database holds, for the person who looks after it.
SELECT (SELECT count(*) FROM articles) AS articles, (SELECT count(*) FROM shares) AS shares,
       (SELECT count(*) FROM event_log) AS events,
       (SELECT count(*) FROM event_log WHERE id > (SELECT watermark FROM fold)) AS unfolded,
       (SELECT min(added) FROM articles) AS since, (SELECT zone FROM fold) AS zone, sqlite_version() AS version
