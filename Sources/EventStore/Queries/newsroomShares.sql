-- The newsroom's own links, for the collector's index in memory.
SELECT article, id, channel, campaign, made FROM shares WHERE origin = 1
