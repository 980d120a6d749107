-- The section of each article, in their order.
SELECT number, section FROM articles INDEXED BY articles_by_section ORDER BY section
