-- Views of one article on some days. Each day is looked up by itself: the key begins with the day, for reports on all.
SELECT sum(views) FROM days CROSS JOIN page_views USING (day)
 WHERE starts >= :from AND starts < :to AND article = :article
