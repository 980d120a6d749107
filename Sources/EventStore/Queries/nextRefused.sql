-- Up to which minute of sealed days so many sums of refused requests reach; at least one minute's.
SELECT max((SELECT minute FROM refused_sums ORDER BY minute LIMIT 1) + 60,
           min((SELECT before FROM seal),
               coalesce((SELECT minute FROM refused_sums ORDER BY minute LIMIT 1 OFFSET ?), (SELECT before FROM seal))))
 WHERE (SELECT minute FROM refused_sums ORDER BY minute LIMIT 1) < (SELECT before FROM seal)
