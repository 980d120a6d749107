-- Takes unsealed hours and days out of the tallies that are folded from the log.
DELETE FROM tallies WHERE start >= (SELECT before FROM seal);
DELETE FROM refused_tallies WHERE start >= (SELECT before FROM seal);
DELETE FROM circumstances WHERE span < 2592000 AND start >= (SELECT before FROM seal);
DELETE FROM openings WHERE start >= (SELECT before FROM seal);
UPDATE shares
   SET previewed = CASE WHEN previewed < (SELECT before FROM seal) THEN previewed END,
       opened    = CASE WHEN opened < (SELECT before FROM seal) THEN opened END
 WHERE previewed IS NOT NULL OR opened IS NOT NULL
