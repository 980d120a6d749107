-- Forgets the days of another zone, and their tallies.
DELETE FROM tallies WHERE span = 86400;
DELETE FROM refused_tallies WHERE span = 86400;
DELETE FROM circumstances WHERE span = 86400;
DELETE FROM days;
DELETE FROM weeks;
DELETE FROM months;
UPDATE fold SET zone = :zone
