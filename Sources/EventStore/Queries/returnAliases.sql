-- Leads what had been led to an article, before that one was led on to a target, to the article again.
WITH RECURSIVE latest (article, target) AS (
    SELECT c.article, CAST(c.detail AS INTEGER) FROM article_changes c
     WHERE c.change = 'redirected'
       AND c.number = (SELECT max(number) FROM article_changes
                        WHERE article = c.article AND change IN ('redirected', 'separated'))
), behind (number) AS (
    SELECT l.article FROM latest l JOIN articles a ON a.number = l.article
     WHERE l.target = :number AND a.alias_of = :target
     UNION
    SELECT l.article FROM behind b JOIN latest l ON l.target = b.number JOIN articles a ON a.number = l.article
     WHERE a.alias_of = :target
)
UPDATE articles SET alias_of = :number WHERE number IN (SELECT number FROM behind)
