-- What the database knows of a share: when it was previewed and opened first, as far as that is folded, and whether it
-- has a parent.
SELECT previewed, opened, parent IS NOT NULL FROM shares WHERE article = ? AND id = ?
