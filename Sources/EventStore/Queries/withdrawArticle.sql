-- Withdraws an article, or puts it back where the time is null.
UPDATE articles SET withdrawn = :at WHERE number = :number OR alias_of = :number
