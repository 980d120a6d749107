-- The article of an address; the oldest where several have it. One with an id of its own is found by that id alone.
-- An address that an article had before it was corrected is still its own, until a source believed more than a press
-- link gives it to another one: a press link with a new id could take it otherwise.
SELECT * FROM articles WHERE url = :url AND (:cms_id IS NULL OR cms_id IS NULL)
UNION ALL
SELECT a.* FROM former_addresses f JOIN articles a ON a.number = f.article
 WHERE f.url = :url AND (:cms_id IS NULL OR a.cms_id IS NULL)
   AND NOT EXISTS (SELECT 1 FROM articles n WHERE n.url = :url AND (n.source > 1 OR n.number < a.number))
 ORDER BY number LIMIT 1
