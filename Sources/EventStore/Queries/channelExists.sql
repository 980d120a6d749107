-- Whether there is a channel of this number.
SELECT EXISTS (SELECT 1 FROM channels WHERE number = ?)
