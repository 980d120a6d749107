-- What an archive says of itself.
SELECT f.zone, s.before, (SELECT since FROM known_circumstances),
       max(coalesce((SELECT max(id) FROM event_log), 0), f.watermark) + 1,
       (SELECT coalesce(max(number), 0) + 1 FROM imports)
  FROM fold f, seal s
