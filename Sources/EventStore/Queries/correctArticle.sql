-- Puts facts of an article right by hand; null leaves one as it is.
UPDATE articles
   SET url = coalesce(:url, url), title = coalesce(:title, title), section = coalesce(:section, section),
       author = coalesce(:author, author), published = coalesce(:published, published),
       image = coalesce(:image, image), summary = coalesce(:summary, summary), source = 3
 WHERE number = :number
