-- Leads an article, and those that lead to it, to another one.
UPDATE articles SET alias_of = :target WHERE number = :number OR alias_of = :number
