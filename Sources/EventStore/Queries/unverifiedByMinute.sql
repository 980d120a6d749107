-- Requests without a valid signature, a row a minute.
SELECT minute, sum(requests) AS requests FROM unverified WHERE minute >= :from AND minute < :to GROUP BY minute ORDER BY minute
