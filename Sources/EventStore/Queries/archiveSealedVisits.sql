-- Visits that only an archive of removed events can tell.
SELECT change, visits FROM sealed_visits
