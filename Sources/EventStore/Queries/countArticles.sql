-- How many articles there are.
SELECT count(*) FROM articles
