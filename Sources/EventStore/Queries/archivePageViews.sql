-- Views as an archive has them.
SELECT day, article, views FROM page_views
