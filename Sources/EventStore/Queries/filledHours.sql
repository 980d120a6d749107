-- The hours of a period that access logs filled, or in which they tell of requests that reached nobody.
SELECT start, events, failures FROM filled_hours WHERE start < :to AND start + 3600 > :from ORDER BY start
