-- The article of an id in the CMS.
SELECT * FROM articles WHERE cms_id = ?
