-- Version 2. Shipped migrations never change; write another instead.

-- Part 1: days that are sealed, backups, and numbers that skip ahead after one was restored.

-- Before which moment days are sealed: their events were removed, or are about to be, and their tallies stay as they
-- are. 0: none. «prune» moves it on, and nothing moves it back.
CREATE TABLE seal (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    before    INTEGER NOT NULL CHECK (before >= 0)
) STRICT;

-- Visits of removed events that came before a change of their article within one hour of UTC, which hour tallies
-- cannot tell from those after it.
CREATE TABLE sealed_visits (
    change    INTEGER PRIMARY KEY REFERENCES article_changes (number),
    visits    INTEGER NOT NULL CHECK (visits > 0)
) STRICT;

-- When the last backup was made. In a backup: when that one was.
CREATE TABLE last_backup (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    made      INTEGER NOT NULL
) STRICT;

-- Each time a backup was put in place of the database. What was recorded after the backup was made is lost, but its
-- numbers are out in the world, so numbers go on far behind them.
CREATE TABLE restores (
    number    INTEGER PRIMARY KEY,
    at        INTEGER NOT NULL,
    made      INTEGER NOT NULL,                              -- when the backup was made
    article   INTEGER NOT NULL CHECK (article BETWEEN 1 AND 536870911),  -- the first number for a new article
    event     INTEGER NOT NULL CHECK (event > 0)             -- the first number for a new event
) STRICT;

INSERT INTO seal (one, before) VALUES (1, 0);

DROP VIEW figures;
DROP VIEW event_figures;

-- Every event that is kept, with what it adds: exact for any zone, but only from the seal on. A share that was previewed
-- or opened before it was not so first by an event that is kept.
CREATE VIEW event_figures AS
SELECT e.id, e.at, e.kind, e.article, e.share, e.channel, e.origin, e.reason,
       e.kind = 1 AND e.reason = 0                                   AS presses,
       e.kind = 2 AND e.reason = 3 AND e.share IS NOT NULL
           AND (s.previewed IS NULL OR s.previewed >= (SELECT before FROM seal))
           AND e.id = min(CASE WHEN e.kind = 2 AND e.reason = 3 THEN e.id END) OVER share AS previewed,
       e.kind = 2 AND e.reason = 0 AND e.share IS NOT NULL
           AND (s.opened IS NULL OR s.opened >= (SELECT before FROM seal))
           AND e.id = min(CASE WHEN e.kind = 2 AND e.reason = 0 THEN e.id END) OVER share AS opened,
       e.kind = 2 AND e.reason = 0                                   AS visits,
       e.kind = 2 AND e.reason = 0 AND e.arrival IS 1                AS arrivals,
       e.kind = 2 AND e.reason = 0 AND e.arrival IS NULL             AS unhashed,
       e.kind = 1 AND e.reason = 0 AND s.parent IS NOT NULL          AS reshares
  FROM events e LEFT JOIN shares s ON s.article = e.article AND s.id = e.share
WINDOW share AS (PARTITION BY e.article, e.share);

-- What reports read: tallies and the tail together, so that they are exact at any moment.
-- Ask for one span: 3600, 86400, or 0 for each event by itself.
CREATE VIEW figures AS
SELECT span, start, article, channel, origin, presses, previewed, opened, visits, arrivals, unhashed, reshares
  FROM tallies
UNION ALL
SELECT 3600, at - ((at % 3600) + 3600) % 3600, article, channel, origin,
       presses, previewed, opened, visits, arrivals, unhashed, reshares
  FROM tail
UNION ALL
SELECT 86400, (SELECT max(starts) FROM days WHERE starts <= at), article, channel, origin,
       presses, previewed, opened, visits, arrivals, unhashed, reshares
  FROM tail
UNION ALL
SELECT 0, at, article, channel, origin, presses, previewed, opened, visits, arrivals, unhashed, reshares
  FROM event_figures;

-- Part 2: a row for some thousand events in place of an index of all by time, which took a quarter of the file.

-- Which numbers of events hold which times, a row for some thousand events. The last one grows: its end is not written.
CREATE TABLE stretches (
    first     INTEGER PRIMARY KEY,      -- the number of its first event; they go up to «last»
    last      INTEGER CHECK (last >= first),
    earliest  INTEGER NOT NULL,
    latest    INTEGER CHECK ((latest IS NULL) = (last IS NULL))
) STRICT;

INSERT INTO stretches (first, last, earliest, latest)
SELECT min(id), max(id), min(at), max(at) FROM events GROUP BY id / 4096;

DROP INDEX events_by_time;

-- Part 3: what could not be recorded, and which sums are written.

-- Requests that came but could not be recorded, by minute; reports name them. Reasons: «full», too many waited for the
-- storage; «stopped», the collector stopped before; «refused», by a rule of this schema; «unlearned», the article was new
-- and could not be written in time.
CREATE TABLE losses (
    minute    INTEGER NOT NULL CHECK (minute % 60 = 0),
    reason    TEXT    NOT NULL,
    events    INTEGER NOT NULL CHECK (events > 0),
    PRIMARY KEY (minute, reason)
) STRICT, WITHOUT ROWID;

-- The last batch with sums: where a commit that seemed to fail came through, its repetition adds nothing.
CREATE TABLE written_sums (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    batch     INTEGER NOT NULL CHECK (batch >= 0)
) STRICT;

INSERT INTO written_sums (one, batch) VALUES (1, 0);
