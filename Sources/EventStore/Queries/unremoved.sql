-- Whether an event of a sealed day still stands. Only stretches that begin before the seal can hold one.
SELECT EXISTS (SELECT 1 FROM stretches s CROSS JOIN event_log e
                WHERE s.earliest < (SELECT before FROM seal) AND e.id >= s.first AND e.id <= coalesce(s.last, 9223372036854775807)
                  AND e.at < (SELECT before FROM seal))
