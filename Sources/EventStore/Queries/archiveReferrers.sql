-- Referring hosts as an archive has them.
SELECT host, network FROM referrers
