-- Views of each article on some days, by name: days in the order of their key.
SELECT article, views FROM page_views WHERE day BETWEEN :from AND :to
