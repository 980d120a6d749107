-- Visits of one article before a moment and in all, and requests refused since it was withdrawn. :hour is the hour of
-- UTC that the moment is in: that hour's events are counted one by one, and those that were removed were counted then.
SELECT coalesce((SELECT sum(visits) FROM figures WHERE span = 3600 AND article = :article AND start < :hour), 0)
           + (SELECT count(*) FROM events
               WHERE id >= (SELECT min(first) FROM stretches WHERE latest IS NULL OR latest >= :hour)
                 AND id <= (SELECT max(coalesce(last, 9223372036854775807)) FROM stretches WHERE earliest < :at)
                 AND at >= :hour AND at < :at AND article = :article AND kind = 2 AND reason = 0)
           + coalesce((SELECT visits FROM sealed_visits WHERE change = :change), 0) AS before,
       coalesce((SELECT sum(visits) FROM figures WHERE span = 3600 AND article = :article), 0) AS visits,
       coalesce((SELECT sum(requests) FROM requests
                  WHERE span = 3600 AND article = :article AND kind = 2 AND reason = 14), 0) AS withdrawn
