-- Whether there is a share of this article and id.
SELECT EXISTS (SELECT 1 FROM shares WHERE article = ? AND id = ?)
