-- The section of each article.
SELECT number, section FROM articles INDEXED BY articles_by_section
