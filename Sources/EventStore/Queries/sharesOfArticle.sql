-- The shares of an article whose links can be out there: those of a channel that fits a link.
SELECT id, channel FROM shares WHERE article = ? AND channel >= 0 ORDER BY id
