-- How many referring hosts are named: none is ever removed, so the greatest number is their count.
SELECT coalesce(max(number), 0) FROM referrers
