-- Records a share. It may stand already: made by a visit that came before its press was written.
INSERT INTO shares (article, id, channel, origin, parent, campaign, made)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (article, id) DO UPDATE
   SET parent = coalesce(parent, excluded.parent), campaign = coalesce(campaign, excluded.campaign)
