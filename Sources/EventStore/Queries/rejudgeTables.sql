-- Where a new judgement is put together; only the writer sees it.
CREATE TEMP TABLE IF NOT EXISTS new_machines (agent TEXT PRIMARY KEY, reason INTEGER, described INTEGER);
CREATE TEMP TABLE IF NOT EXISTS new_families (family TEXT PRIMARY KEY, reason INTEGER);
CREATE TEMP TABLE IF NOT EXISTS rejudging (event INTEGER PRIMARY KEY, reason INTEGER, described INTEGER);
DELETE FROM temp.new_machines;
DELETE FROM temp.new_families;
DELETE FROM temp.rejudging
