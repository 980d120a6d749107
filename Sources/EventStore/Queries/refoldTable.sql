-- Which articles are folded again; in memory, and only the writer sees it.
CREATE TEMP TABLE IF NOT EXISTS refolding (article INTEGER PRIMARY KEY);
DELETE FROM temp.refolding
