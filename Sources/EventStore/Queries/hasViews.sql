-- Whether anybody ever imported views.
SELECT EXISTS (SELECT 1 FROM page_views WHERE day >= '0000')
