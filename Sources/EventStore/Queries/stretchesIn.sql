-- The numbers of events among which are those of a span of time.
SELECT first, coalesce(last, 9223372036854775807) AS last
  FROM stretches WHERE earliest < :to AND (latest IS NULL OR latest >= :from)
