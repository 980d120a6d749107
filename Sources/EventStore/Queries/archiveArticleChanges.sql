-- Changes by hand as an archive has them.
SELECT number, article, at, change, detail FROM article_changes
