-- The article that a person names by number, by id in the CMS or by address, also a former one; more than one where
-- the name is both a number and another article's id.
SELECT * FROM articles
 WHERE number = :number OR cms_id = :text OR url = :text
    OR number = (SELECT article FROM former_addresses WHERE url = :text)
 ORDER BY number IS :number DESC, url IS :text DESC, number LIMIT 2
