-- Takes over which machine a refused request came from; its agent stands already.
INSERT INTO machine_events (event, machine) VALUES (?1, ?2)
