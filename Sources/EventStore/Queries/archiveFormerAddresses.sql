-- Former addresses as an archive has them.
SELECT url, article FROM former_addresses
