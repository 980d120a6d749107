-- The agents of machines that are kept.
SELECT agent FROM machines
