-- The article of an address; the oldest where several have it. One with an id of its own is found by that id alone.
SELECT * FROM articles WHERE url = :url AND alias_of IS NULL AND (:cms_id IS NULL OR cms_id IS NULL)
 ORDER BY number LIMIT 1
