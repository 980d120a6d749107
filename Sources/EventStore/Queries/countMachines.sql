-- How many agents of machines are kept.
SELECT count(*) FROM machines
