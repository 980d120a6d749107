-- What a source that is believed more, or as much, says of an article. A press fills gaps only: :fill is then 1.
UPDATE articles
   SET url       = CASE WHEN :fill THEN url ELSE :url END,
       cms_id    = coalesce(cms_id, :cms_id),
       title     = CASE WHEN :fill THEN coalesce(title, :title) ELSE coalesce(:title, title) END,
       section   = CASE WHEN :fill THEN coalesce(section, :section) ELSE coalesce(:section, section) END,
       author    = CASE WHEN :fill THEN coalesce(author, :author) ELSE coalesce(:author, author) END,
       published = CASE WHEN :fill THEN coalesce(published, :published) ELSE coalesce(:published, published) END,
       image     = CASE WHEN :fill THEN coalesce(image, :image) ELSE coalesce(:image, image) END,
       summary   = CASE WHEN :fill THEN coalesce(summary, :summary) ELSE coalesce(:summary, summary) END,
       source    = max(source, :source)
 WHERE number = :number
RETURNING *
