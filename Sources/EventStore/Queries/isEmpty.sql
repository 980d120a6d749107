-- Whether nothing was ever recorded here, so that an archive may be taken over with its numbers.
SELECT NOT EXISTS (SELECT 1 FROM articles) AND NOT EXISTS (SELECT 1 FROM shares) AND NOT EXISTS (SELECT 1 FROM unattributed)
   AND NOT EXISTS (SELECT 1 FROM losses) AND NOT EXISTS (SELECT 1 FROM filled_hours) AND NOT EXISTS (SELECT 1 FROM restores)
   AND NOT EXISTS (SELECT 1 FROM imports WHERE digest <> :id) AND (SELECT watermark FROM fold) = 0
