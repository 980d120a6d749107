-- Seals the days before a moment; never fewer than before.
UPDATE seal SET before = max(before, ?)
