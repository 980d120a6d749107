-- Takes the articles that are folded again out of the tallies of unsealed days.
DELETE FROM tallies
 WHERE start >= (SELECT before FROM seal) AND article IN (SELECT article FROM temp.refolding);
DELETE FROM request_tallies
 WHERE start >= (SELECT before FROM seal) AND article IN (SELECT article FROM temp.refolding);
UPDATE shares
   SET previewed = CASE WHEN previewed < (SELECT before FROM seal) THEN previewed END,
       opened    = CASE WHEN opened < (SELECT before FROM seal) THEN opened END
 WHERE article IN (SELECT article FROM temp.refolding)
