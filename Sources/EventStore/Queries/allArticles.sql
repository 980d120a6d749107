-- Every article, for the collector's index in memory.
SELECT * FROM articles
