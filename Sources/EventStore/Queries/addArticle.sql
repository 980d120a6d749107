-- Adds an article; its number is one more than the greatest ever given, since no article is ever deleted. After a
-- backup was restored numbers that were given since it was made are passed over: links with them are out there.
INSERT INTO articles (number, url, cms_id, title, section, author, published, image, summary, source, added)
SELECT max(coalesce(max(number), 0) + 1, coalesce((SELECT max(article) FROM restores), 1)), :url, :cms_id, :title, :section, :author, :published, :image, :summary, :source, :added
  FROM articles
RETURNING *
