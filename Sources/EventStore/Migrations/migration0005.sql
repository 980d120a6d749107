-- Version 5. Shipped migrations never change; write another instead.

-- These read what is replaced; each is made again below.
DROP VIEW requests;
DROP VIEW figures;
DROP VIEW event_figures;
DROP VIEW tail;

-- Events are a third smaller where what many have in common stands once.
CREATE TABLE traits (
    number    INTEGER PRIMARY KEY,
    kind      INTEGER NOT NULL CHECK (kind IN (1, 2)),               -- 1 a press, 2 a visit
    channel   INTEGER NOT NULL REFERENCES channels (number),
    origin    INTEGER NOT NULL CHECK (origin IN (0, 1)),
    reason    INTEGER NOT NULL REFERENCES reasons (number),          -- 0 is counted
    rules     INTEGER NOT NULL,                                      -- the version of the rules that judged it
    arrival   INTEGER CHECK (arrival IN (0, 1)),                     -- 1: the visitor's first on this article today
    referrer  INTEGER REFERENCES referrers (number),
    agent     INTEGER REFERENCES agents (number),
    country   TEXT    CHECK (length(country) = 2),
    import    INTEGER REFERENCES imports (number),                   -- none: it came live
    place     INTEGER REFERENCES places (number),                    -- where it was opened; none: unknown
    mangles   INTEGER CHECK (mangles BETWEEN 1 AND 15)   -- 1 punctuation, 2 parameters, 4 space, 8 host: a sum; none: whole
) STRICT;

CREATE UNIQUE INDEX traits_by_all ON traits (
    kind, channel, origin, reason, rules, ifnull(arrival, -1), ifnull(referrer, 0), ifnull(agent, 0), ifnull(country, ''),
    ifnull(import, 0), ifnull(place, 0), ifnull(mangles, 0));

-- The event log. It is appended to; only «rejudge» changes traits afterwards. The view «events» has all of an event.
CREATE TABLE event_log (
    id        INTEGER PRIMARY KEY,      -- given by the collector before the commit; never used twice
    at        INTEGER NOT NULL CHECK (at BETWEEN 0 AND 253402300799),
    article   INTEGER NOT NULL REFERENCES articles (number),
    share     INTEGER,                                               -- none: a refused press, or imported history
    traits    INTEGER NOT NULL REFERENCES traits (number),
    FOREIGN KEY (article, share) REFERENCES shares (article, id)
) STRICT;

INSERT INTO traits (kind, channel, origin, reason, rules, arrival, referrer, agent, country, import, place, mangles)
SELECT DISTINCT kind, channel, origin, reason, rules, arrival, referrer, agent, country, import, place, mangles FROM events;

INSERT INTO event_log (id, at, article, share, traits)
SELECT e.id, e.at, e.article, e.share,
       (SELECT t.number FROM traits t
         WHERE t.kind = e.kind AND t.channel = e.channel AND t.origin = e.origin AND t.reason = e.reason AND t.rules = e.rules
           AND ifnull(t.arrival, -1) = ifnull(e.arrival, -1) AND ifnull(t.referrer, 0) = ifnull(e.referrer, 0)
           AND ifnull(t.agent, 0) = ifnull(e.agent, 0) AND ifnull(t.country, '') = ifnull(e.country, '')
           AND ifnull(t.import, 0) = ifnull(e.import, 0) AND ifnull(t.place, 0) = ifnull(e.place, 0)
           AND ifnull(t.mangles, 0) = ifnull(e.mangles, 0))
  FROM events e ORDER BY e.id;

-- Its rows name events.
CREATE TABLE machine_events_before AS SELECT event, machine FROM machine_events;
DROP TABLE machine_events;
DROP TABLE events;
CREATE TABLE machine_events (
    event     INTEGER PRIMARY KEY REFERENCES event_log (id) ON DELETE CASCADE,
    machine   INTEGER NOT NULL REFERENCES machines (number)
) STRICT;
INSERT INTO machine_events SELECT event, machine FROM machine_events_before;
DROP TABLE machine_events_before;

-- Counted requests stood twice: they are the presses and visits of «tallies». Most of what is refused are link previews,
-- which stand there too from now on.
CREATE TABLE tallies_before AS SELECT * FROM tallies;
DROP TABLE tallies;
CREATE TABLE tallies (
    span      INTEGER NOT NULL CHECK (span IN (3600, 86400)),
    start     INTEGER NOT NULL,
    article   INTEGER NOT NULL REFERENCES articles (number),
    channel   INTEGER NOT NULL REFERENCES channels (number),
    origin    INTEGER NOT NULL CHECK (origin IN (0, 1)),
    presses   INTEGER NOT NULL CHECK (presses >= 0),
    previewed INTEGER NOT NULL CHECK (previewed >= 0),
    opened    INTEGER NOT NULL CHECK (opened >= 0),
    visits    INTEGER NOT NULL CHECK (visits >= 0),
    arrivals  INTEGER NOT NULL CHECK (arrivals >= 0),  -- visits that were a visitor's first on this article that day
    unhashed  INTEGER NOT NULL CHECK (unhashed >= 0),  -- visits of which that is not known
    reshares  INTEGER NOT NULL CHECK (reshares >= 0),
    fetches   INTEGER NOT NULL CHECK (fetches >= 0),   -- visits refused as «preview»: most of what is refused
    PRIMARY KEY (span, start, article, channel, origin)
) STRICT, WITHOUT ROWID;
INSERT INTO tallies (span, start, article, channel, origin, presses, previewed, opened, visits, arrivals, unhashed, reshares, fetches)
SELECT span, start, article, channel, origin, sum(presses), sum(previewed), sum(opened), sum(visits), sum(arrivals),
       sum(unhashed), sum(reshares), sum(fetches)
  FROM (SELECT span, start, article, channel, origin, presses, previewed, opened, visits, arrivals, unhashed, reshares,
               0 AS fetches
          FROM tallies_before
        UNION ALL
        SELECT span, start, article, channel, origin, 0, 0, 0, 0, 0, 0, 0, requests
          FROM request_tallies WHERE kind = 2 AND reason = 3)
 GROUP BY span, start, article, channel, origin;
DROP TABLE tallies_before;

CREATE TABLE refused_tallies (
    span      INTEGER NOT NULL CHECK (span IN (3600, 86400)),
    start     INTEGER NOT NULL,
    kind      INTEGER NOT NULL CHECK (kind IN (1, 2)),
    article   INTEGER NOT NULL REFERENCES articles (number),
    channel   INTEGER NOT NULL REFERENCES channels (number),
    origin    INTEGER NOT NULL CHECK (origin IN (0, 1)),
    reason    INTEGER NOT NULL REFERENCES reasons (number) CHECK (reason > 0 AND (kind = 1 OR reason <> 3)),
    requests  INTEGER NOT NULL CHECK (requests > 0),
    PRIMARY KEY (span, start, kind, article, channel, origin, reason)
) STRICT, WITHOUT ROWID;
INSERT INTO refused_tallies
SELECT * FROM request_tallies WHERE reason > 0 AND NOT (kind = 2 AND reason = 3);
DROP TABLE request_tallies;

-- The local weeks of that zone, from Monday on.
CREATE TABLE weeks (
    starts    INTEGER PRIMARY KEY,
    ends      INTEGER NOT NULL CHECK (ends > starts)
) STRICT;

-- Weeks of articles too. It is filled when the database is opened for the first time after this.
DROP TABLE article_tallies;
CREATE TABLE article_tallies (
    span      INTEGER NOT NULL CHECK (span IN (86400, 604800, 2592000)),
    start     INTEGER NOT NULL,
    article   INTEGER NOT NULL REFERENCES articles (number),
    origin    INTEGER NOT NULL CHECK (origin IN (0, 1)),
    sighted   INTEGER NOT NULL CHECK (sighted IN (0, 1)),
    presses   INTEGER NOT NULL CHECK (presses >= 0),
    previewed INTEGER NOT NULL CHECK (previewed >= 0),
    opened    INTEGER NOT NULL CHECK (opened >= 0),
    visits    INTEGER NOT NULL CHECK (visits >= 0),
    arrivals  INTEGER NOT NULL CHECK (arrivals >= 0),
    unhashed  INTEGER NOT NULL CHECK (unhashed >= 0),
    reshares  INTEGER NOT NULL CHECK (reshares >= 0),
    PRIMARY KEY (span, start, article, origin)
) STRICT, WITHOUT ROWID;

CREATE VIEW events AS
SELECT l.id, l.at, t.kind, l.article, l.share, t.channel, t.origin, t.reason, t.rules, t.arrival, t.referrer, t.agent,
       t.country, t.import, t.place, t.mangles
  FROM event_log l CROSS JOIN traits t ON t.number = l.traits;

CREATE VIEW tail AS
SELECT e.id, e.at, e.kind, e.article, e.share, e.channel, e.origin, e.reason,
       e.kind = 1 AND e.reason = 0                                   AS presses,
       e.kind = 2 AND e.reason = 3 AND e.share IS NOT NULL AND s.previewed IS NULL
           AND e.id = min(CASE WHEN e.kind = 2 AND e.reason = 3 THEN e.id END) OVER share AS previewed,
       e.kind = 2 AND e.reason = 0 AND e.share IS NOT NULL AND s.opened IS NULL
           AND e.id = min(CASE WHEN e.kind = 2 AND e.reason = 0 THEN e.id END) OVER share AS opened,
       e.kind = 2 AND e.reason = 0                                   AS visits,
       e.kind = 2 AND e.reason = 0 AND e.arrival IS 1                AS arrivals,
       e.kind = 2 AND e.reason = 0 AND e.arrival IS NULL             AS unhashed,
       e.kind = 1 AND e.reason = 0 AND s.parent IS NOT NULL          AS reshares
  FROM events e LEFT JOIN shares s ON s.article = e.article AND s.id = e.share
 WHERE e.id > (SELECT watermark FROM fold)
WINDOW share AS (PARTITION BY e.article, e.share);

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

CREATE VIEW requests AS
SELECT span, start, 1 AS kind, article, channel, origin, 0 AS reason, presses AS requests
  FROM tallies WHERE presses > 0
UNION ALL
SELECT span, start, 2, article, channel, origin, 0, visits
  FROM tallies WHERE visits > 0
UNION ALL
SELECT span, start, 2, article, channel, origin, 3, fetches
  FROM tallies WHERE fetches > 0
UNION ALL
SELECT span, start, kind, article, channel, origin, reason, requests
  FROM refused_tallies
UNION ALL
SELECT 3600, at - ((at % 3600) + 3600) % 3600, kind, article, channel, origin, reason, 1
  FROM events WHERE id > (SELECT watermark FROM fold)
UNION ALL
SELECT 86400, (SELECT max(starts) FROM days WHERE starts <= at), kind, article, channel, origin, reason, 1
  FROM events WHERE id > (SELECT watermark FROM fold)
UNION ALL
SELECT 0, at, kind, article, channel, origin, reason, 1
  FROM events
UNION ALL
SELECT 3600, minute - ((minute % 3600) + 3600) % 3600, kind, article, channel, origin, reason, requests
  FROM refused_sums
UNION ALL
SELECT 86400, (SELECT max(starts) FROM days WHERE starts <= minute), kind, article, channel, origin, reason, requests
  FROM refused_sums
UNION ALL
SELECT 0, minute, kind, article, channel, origin, reason, requests
  FROM refused_sums;
