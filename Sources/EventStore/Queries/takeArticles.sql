-- Takes an article over as it stood.
INSERT INTO articles (number, alias_of, url, cms_id, title, section, author, published, image, summary, source, added, withdrawn)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,
        CASE ?11 WHEN 'clickLog' THEN 0 WHEN 'press' THEN 1 WHEN 'feed' THEN 2 WHEN 'newsroom' THEN 3 END, ?12, ?13)
