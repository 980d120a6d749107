-- Losses as an archive has them.
SELECT minute, reason, events FROM losses
