-- An article and those that lead to it.
SELECT * FROM articles WHERE number = :number OR alias_of = :number
