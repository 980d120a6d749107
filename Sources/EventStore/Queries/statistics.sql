-- What the database holds, for the person who looks after it.
SELECT (SELECT count(*) FROM articles) AS articles, (SELECT count(*) FROM shares) AS shares,
       (SELECT count(*) FROM events) AS events, (SELECT coalesce(max(id), 0) FROM events) AS last,
       (SELECT watermark FROM fold) AS watermark, (SELECT zone FROM fold) AS zone,
       sqlite_version() AS version
