-- Whether anything happened at or after a moment.
SELECT EXISTS (SELECT 1 FROM stretches WHERE latest >= :moment)
    OR EXISTS (SELECT 1 FROM event_log
                WHERE id >= (SELECT max(first) FROM stretches WHERE latest IS NULL) AND at >= :moment)
