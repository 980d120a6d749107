-- What an article is called.
SELECT url, title FROM articles WHERE number = ?
