-- The channels that a newsroom has numbered itself, as its configuration once had them.
SELECT number, name FROM channels WHERE number BETWEEN 48 AND 62
