-- Whether there is an article of this number.
SELECT EXISTS (SELECT 1 FROM articles WHERE number = ?)
