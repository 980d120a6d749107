-- Events by number as they stand in the log: the fold knows their traits, and looks shares up in the order of their table.
SELECT at, article, share, traits FROM event_log WHERE id BETWEEN :first AND :last AND at >= :from ORDER BY id
