-- Notes that a backup was put in place, and from which numbers on articles and events are counted since: behind what the
-- backup has, what the replaced database had, and what may have been given besides. Articles have 29 bits.
INSERT INTO restores (at, made, article, event)
SELECT :at, :made,
       min(536870911, 1 + :skip + max(:articles, coalesce((SELECT max(number) FROM articles), 0),
                                      coalesce((SELECT max(article) - 1 FROM restores), 0))),
       1 + :leap + max(:events, coalesce((SELECT max(id) FROM event_log), 0), (SELECT watermark FROM fold))
RETURNING article, event
