-- Withdraws an article, or puts it back where the time is null. What leads to it follows without being marked.
UPDATE articles SET withdrawn = :at WHERE number = :number
