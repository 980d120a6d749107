-- How many agent families are named.
SELECT coalesce(max(number), 0) FROM agents
