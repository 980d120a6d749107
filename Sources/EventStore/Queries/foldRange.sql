-- The events of the next step of the fold: first and last id, and the times they span.
SELECT min(id), max(id), min(at), max(at)
  FROM (SELECT id, at FROM event_log WHERE id > (SELECT watermark FROM fold) ORDER BY id LIMIT ?)
