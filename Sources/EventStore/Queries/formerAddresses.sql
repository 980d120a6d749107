-- Addresses that articles had before, for the collector's index in memory.
SELECT url, article FROM former_addresses
