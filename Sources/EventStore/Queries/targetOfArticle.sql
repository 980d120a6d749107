-- The article that another leads to, and with which it is counted.
SELECT alias_of FROM articles WHERE number = ?
