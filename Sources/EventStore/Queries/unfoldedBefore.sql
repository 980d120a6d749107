-- Whether any event before a moment is not folded yet.
SELECT EXISTS (SELECT 1 FROM events WHERE id > (SELECT watermark FROM fold) AND at < ?)
