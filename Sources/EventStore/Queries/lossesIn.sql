-- How many requests of a period could not be recorded, and from when to when.
SELECT min(minute) AS first, max(minute) AS last, coalesce(sum(events), 0) AS events
  FROM losses WHERE minute < :to AND minute + 60 > :from
