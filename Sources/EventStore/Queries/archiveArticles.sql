-- Articles as an archive has them.
SELECT number, alias_of, url, cms_id, title, section, author, published, image, summary,
       CASE source WHEN 0 THEN 'clickLog' WHEN 1 THEN 'press' WHEN 2 THEN 'feed' ELSE 'newsroom' END, added, withdrawn
  FROM articles ORDER BY number
