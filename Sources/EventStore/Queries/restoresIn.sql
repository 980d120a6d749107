-- Spans of a period of which what was recorded is lost, since a backup from before them was put in place.
SELECT made, at FROM restores WHERE made < :to AND at > :from ORDER BY made
