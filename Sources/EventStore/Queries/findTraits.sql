-- The number of traits. An index has all of them.
SELECT number FROM traits
 WHERE kind = ?1 AND channel = ?2 AND origin = ?3 AND reason = ?4 AND rules = ?5 AND ifnull(arrival, -1) = ifnull(?6, -1)
   AND ifnull(referrer, 0) = ifnull(?7, 0) AND ifnull(agent, 0) = ifnull(?8, 0) AND ifnull(country, '') = ifnull(?9, '')
   AND ifnull(import, 0) = ifnull(?10, 0) AND ifnull(place, 0) = ifnull(?11, 0) AND ifnull(mangles, 0) = ifnull(?12, 0)
