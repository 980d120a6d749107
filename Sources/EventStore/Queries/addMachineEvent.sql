-- Keeps which machine a refused request came from.
INSERT INTO machine_events (event, machine) VALUES (?, ?) ON CONFLICT (event) DO NOTHING
