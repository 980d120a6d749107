-- What newer rules make of a machine's agent.
INSERT INTO temp.new_machines (agent, reason, described) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
