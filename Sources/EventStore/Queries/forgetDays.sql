-- Forgets the days of another zone, and their tallies.
DELETE FROM tallies WHERE span = 86400;
DELETE FROM request_tallies WHERE span = 86400;
DELETE FROM days;
UPDATE fold SET zone = :zone
