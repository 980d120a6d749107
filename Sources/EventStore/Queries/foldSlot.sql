-- What many events add to the figures that are alike but for their share, none of them the first of it.
INSERT INTO temp.folding
VALUES (:minute - ((:minute % 3600) + 3600) % 3600,
        (SELECT max(starts) FROM days WHERE starts <= :minute),
        :minute, :kind, :article, NULL, :channel, :origin, :reason,
        CASE WHEN :kind = 1 AND :reason = 0 THEN :requests ELSE 0 END, 0, 0,
        CASE WHEN :kind = 2 AND :reason = 0 THEN :requests ELSE 0 END, :arrivals, :unhashed, 0, :requests)
