-- The article that a person names by number, by id in the CMS or by address.
SELECT * FROM articles
 WHERE number = :number OR cms_id = :text OR url = :text
 ORDER BY cms_id IS :text DESC, url IS :text DESC, number LIMIT 1
