-- Takes a share over; channel and origin are numbers already.
INSERT INTO shares (article, id, channel, origin, parent, campaign, made, previewed, opened) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
