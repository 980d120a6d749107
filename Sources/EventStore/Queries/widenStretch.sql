-- Lets a stretch begin earlier: an event was recorded late.
UPDATE stretches SET earliest = ? WHERE first = ?
