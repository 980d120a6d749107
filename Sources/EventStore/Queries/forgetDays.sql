-- Forgets the days of another zone, and their tallies.
DELETE FROM tallies WHERE span = 86400;
DELETE FROM request_tallies WHERE span = 86400;
DELETE FROM circumstances WHERE span = 86400;
DELETE FROM days;
DELETE FROM months;
UPDATE fold SET zone = :zone
