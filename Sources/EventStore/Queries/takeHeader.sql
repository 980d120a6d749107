-- Takes over where an archive begins: what is sealed, since when circumstances are known, and from which number on events
-- are new.
UPDATE seal SET before = :sealed;
UPDATE known_circumstances SET since = :since;
UPDATE fold SET watermark = :watermark
