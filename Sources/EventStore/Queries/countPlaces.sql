-- How many places are named.
SELECT coalesce(max(number), 0) FROM places
