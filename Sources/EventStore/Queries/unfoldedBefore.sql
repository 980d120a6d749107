-- Whether any event before a moment is not folded yet.
SELECT EXISTS (SELECT 1 FROM event_log WHERE id > (SELECT watermark FROM fold) AND at < ?)
