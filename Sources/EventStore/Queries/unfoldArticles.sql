-- Takes the articles whose events changed out of the tallies.
DELETE FROM tallies WHERE article IN (SELECT e.article FROM temp.rejudging r JOIN events e ON e.id = r.event);
DELETE FROM request_tallies WHERE article IN (SELECT e.article FROM temp.rejudging r JOIN events e ON e.id = r.event);
UPDATE shares SET previewed = NULL, opened = NULL
 WHERE article IN (SELECT e.article FROM temp.rejudging r JOIN events e ON e.id = r.event)
