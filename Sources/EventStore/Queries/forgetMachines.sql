-- Forgets the agents of machines that no request is kept of.
DELETE FROM machines WHERE number NOT IN (SELECT machine FROM machine_events)
