-- Adds an article; its number is one more than the greatest ever given, since no article is ever deleted.
INSERT INTO articles (number, url, cms_id, title, section, author, published, image, summary, source, added)
SELECT coalesce(max(number), 0) + 1, :url, :cms_id, :title, :section, :author, :published, :image, :summary, :source, :added
  FROM articles
RETURNING *
