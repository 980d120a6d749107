-- How many days of a period there are, and of how many views are known.
SELECT count(*), sum(EXISTS (SELECT 1 FROM page_views v WHERE v.day = d.day))
  FROM days d WHERE d.starts >= :from AND d.starts < :to
