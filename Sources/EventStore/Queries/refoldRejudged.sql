-- The articles whose events were judged anew are to be folded again.
INSERT INTO temp.refolding (article) SELECT DISTINCT e.article FROM temp.rejudging r JOIN events e ON e.id = r.event
