-- Adds to the visits of an article in a place.
INSERT INTO openings (article, start, place, origin, visits) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET visits = visits + excluded.visits
