-- Shares as an archive has them: marks by events that are in it follow from those.
SELECT article, id, (SELECT name FROM channels WHERE number = shares.channel), CASE origin WHEN 0 THEN 'reader' ELSE 'newsroom' END, parent, campaign, made,
       CASE WHEN previewed < (SELECT before FROM seal) THEN previewed END, CASE WHEN opened < (SELECT before FROM seal) THEN opened END
  FROM shares
