-- Requests that belong to no article, a row a minute and reason.
SELECT minute, reason, sum(requests) AS requests FROM unattributed
 WHERE minute >= :from AND minute < :to GROUP BY minute, reason ORDER BY minute, reason
