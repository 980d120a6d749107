-- The database of ShareTrail, for SQLite 3.37 or later (STRICT tables).
--
-- You may read it with any program while the collector runs. Write to it with none: one process writes, and the same
-- one checkpoints (SQLite before 3.51.3 can corrupt a database otherwise).
--
-- Times are whole seconds since 1970 in UTC: datetime(at, 'unixepoch'). An event says nothing of who did it.

-- Where readers share to. Copied from the program's table of channels each time it opens the database.
CREATE TABLE channels (
    number    INTEGER PRIMARY KEY CHECK (number BETWEEN -1 AND 63),  -- -1: unknown (history that was imported)
    name      TEXT    NOT NULL UNIQUE CHECK (name <> ''),
    previews  INTEGER NOT NULL DEFAULT 1 CHECK (previews IN (0, 1))  -- 0: whoever draws its cards cannot be seen
) STRICT;

-- Why a request is not counted; 0 is counted. Copied from the program likewise.
CREATE TABLE reasons (
    number    INTEGER PRIMARY KEY CHECK (number >= 0),
    name      TEXT    NOT NULL UNIQUE,
    meaning   TEXT    NOT NULL
) STRICT;

CREATE TABLE articles (
    number    INTEGER PRIMARY KEY CHECK (number BETWEEN 1 AND 536870911),  -- the number in landing tokens, 29 bits
    alias_of  INTEGER REFERENCES articles (number) CHECK (alias_of <> number),  -- the same article, known by two numbers
    url       TEXT    NOT NULL CHECK (url LIKE '_%://_%' AND length(url) <= 4096),
    cms_id    TEXT    CHECK (cms_id <> ''),
    title     TEXT,
    section   TEXT,
    author    TEXT,
    published INTEGER,
    image     TEXT,
    summary   TEXT,
    source    INTEGER NOT NULL CHECK (source IN (0, 1, 2, 3)),  -- 0 an imported click log, 1 a press link, 2 a feed, 3 by hand
    added     INTEGER NOT NULL,
    withdrawn INTEGER                                        -- when it was withdrawn
) STRICT;

CREATE INDEX articles_by_url ON articles (url);
CREATE UNIQUE INDEX articles_by_cms_id ON articles (cms_id) WHERE cms_id IS NOT NULL;
CREATE INDEX articles_by_alias ON articles (alias_of) WHERE alias_of IS NOT NULL;
-- For reports on sections and authors, which read nothing else of an article.
CREATE INDEX articles_by_section ON articles (section, alias_of);
CREATE INDEX articles_by_author ON articles (author, alias_of);

-- Addresses that articles had before they were corrected: press links with them are still out there.
CREATE TABLE former_addresses (
    url       TEXT    PRIMARY KEY NOT NULL,
    article   INTEGER NOT NULL REFERENCES articles (number)
) STRICT, WITHOUT ROWID;

-- What was done to articles by hand, so that visits before and after can be told apart.
CREATE TABLE article_changes (
    number    INTEGER PRIMARY KEY,
    article   INTEGER NOT NULL REFERENCES articles (number),
    at        INTEGER NOT NULL,
    change    TEXT    NOT NULL CHECK (change IN ('withdrawn', 'restored', 'corrected', 'redirected', 'separated')),
    detail    TEXT                                           -- what it was before: «url: …», or the article it leads to
) STRICT;

CREATE INDEX article_changes_by_article ON article_changes (article, at);

-- A share is what a press creates. Its article and id together name it; a parent is a share of the same article.
CREATE TABLE shares (
    article   INTEGER NOT NULL REFERENCES articles (number),
    id        INTEGER NOT NULL CHECK (id BETWEEN 0 AND 281474976710655),  -- random, 40 bits (48 in the long profile)
    channel   INTEGER NOT NULL REFERENCES channels (number),
    origin    INTEGER NOT NULL CHECK (origin IN (0, 1)),                  -- 0 a reader, 1 the newsroom
    parent    INTEGER CHECK (parent <> id),
    campaign  TEXT,                                                       -- a name, for the newsroom's own links
    made      INTEGER NOT NULL,
    previewed INTEGER,  -- the first link preview of it, as far as events are folded
    opened    INTEGER,  -- the first counted visit, likewise
    PRIMARY KEY (article, id),
    FOREIGN KEY (article, parent) REFERENCES shares (article, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX shares_of_newsroom ON shares (article, id) WHERE origin = 1;

CREATE TABLE referrers (
    number    INTEGER PRIMARY KEY,
    host      TEXT    NOT NULL UNIQUE CHECK (length(host) <= 253),
    network   TEXT                                           -- the network it belongs to, such as Facebook
) STRICT;

-- What requests were made with: families only, never a person's full agent.
CREATE TABLE agents (
    number    INTEGER PRIMARY KEY,
    family    TEXT    NOT NULL CHECK (length(family) <= 64),  -- a browser, an app or a machine; empty: unknown
    system    TEXT    NOT NULL CHECK (length(system) <= 64),  -- such as Android; empty: unknown
    device    TEXT    NOT NULL CHECK (device IN ('', 'phone', 'tablet', 'desktop', 'tv', 'other')),
    UNIQUE (family, system, device)
) STRICT;

-- Where links were opened: in an app, or from a network's site.
CREATE TABLE places (
    number    INTEGER PRIMARY KEY,
    name      TEXT    NOT NULL CHECK (length(name) <= 100),
    channel   TEXT,                                          -- the channel that shares to it
    app_id    TEXT    NOT NULL CHECK (length(app_id) <= 100),  -- of an Android app that named itself, or empty
    UNIQUE (name, app_id)
) STRICT;

-- Files of history that were imported. A file is known by the digest of its content, and how far it got.
CREATE TABLE imports (
    number    INTEGER PRIMARY KEY,
    format    TEXT    NOT NULL,
    digest    TEXT    NOT NULL UNIQUE CHECK (length(digest) = 64),  -- SHA-256 of the uncompressed content
    name      TEXT    NOT NULL,
    lines     INTEGER NOT NULL CHECK (lines >= 0),                  -- how many are done
    finished  INTEGER                                               -- when the last was
) STRICT;

-- What many events have in common, so that each of them names it by one number: their rows are a third smaller by it. They stay, as names do.
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

-- Which numbers of events hold which times, a row for some thousand events. The last one grows: its end is not written.
CREATE TABLE stretches (
    first     INTEGER PRIMARY KEY,      -- the number of its first event; they go up to «last»
    last      INTEGER CHECK (last >= first),
    earliest  INTEGER NOT NULL,
    latest    INTEGER CHECK ((latest IS NULL) = (last IS NULL))
) STRICT;

-- Requests that belong to no article: links that do not verify. Anyone can send them without end, so they are sums
-- a minute.
CREATE TABLE unattributed (
    minute    INTEGER NOT NULL CHECK (minute % 60 = 0),
    kind      INTEGER NOT NULL CHECK (kind IN (1, 2)),
    reason    INTEGER NOT NULL REFERENCES reasons (number) CHECK (reason > 0),
    requests  INTEGER NOT NULL CHECK (requests > 0),
    PRIMARY KEY (minute, kind, reason)
) STRICT, WITHOUT ROWID;

-- Refused requests beyond so many a minute for one article: anyone can send them without end too.
CREATE TABLE refused_sums (
    minute    INTEGER NOT NULL CHECK (minute % 60 = 0),
    kind      INTEGER NOT NULL CHECK (kind IN (1, 2)),
    article   INTEGER NOT NULL REFERENCES articles (number),
    channel   INTEGER NOT NULL REFERENCES channels (number),
    origin    INTEGER NOT NULL CHECK (origin IN (0, 1)),
    reason    INTEGER NOT NULL REFERENCES reasons (number) CHECK (reason > 0),
    requests  INTEGER NOT NULL CHECK (requests > 0),
    PRIMARY KEY (minute, kind, article, channel, origin, reason)
) STRICT, WITHOUT ROWID;

-- The agents of machines, so that newer rules can judge them again. Kept 30 days, and only so many.
CREATE TABLE machines (
    number    INTEGER PRIMARY KEY,
    agent     TEXT    NOT NULL UNIQUE CHECK (length(agent) <= 512)
) STRICT;

CREATE TABLE machine_events (
    event     INTEGER PRIMARY KEY REFERENCES event_log (id) ON DELETE CASCADE,
    machine   INTEGER NOT NULL REFERENCES machines (number)
) STRICT;

-- Which visitors came to which article today, so that the first visit can be told. Each number is a keyed hash of
-- address prefix, agent and article; the key is destroyed at midnight, and the rows with it.
CREATE TABLE seen (
    day       INTEGER NOT NULL,                              -- its first second
    visitor   INTEGER NOT NULL
) STRICT;

-- Hours of UTC that access logs were imported for: what the front server did while the collector was away.
CREATE TABLE filled_hours (
    start     INTEGER PRIMARY KEY CHECK (start % 3600 = 0),
    events    INTEGER NOT NULL CHECK (events >= 0),    -- new events that the logs gave
    failures  INTEGER NOT NULL CHECK (failures >= 0)   -- requests on our links that reached nobody (5xx and the like)
) STRICT;

-- How far the tallies are: the last event that was folded into them, moved in the same transaction as they are.
CREATE TABLE fold (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    watermark INTEGER NOT NULL,
    zone      TEXT    NOT NULL      -- the time zone that the day tallies are in
) STRICT;

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

-- The local days of that zone, from midnight to midnight.
CREATE TABLE days (
    starts    INTEGER PRIMARY KEY,
    ends      INTEGER NOT NULL CHECK (ends > starts),
    day       TEXT    NOT NULL CHECK (day LIKE '____-__-__')
) STRICT;

-- Tallies of counted events and of link previews, folded from the log. span is 3600 for an hour of UTC, 86400 for a local day of «days»;
-- start is its first second.
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

-- Tallies of the other verified requests that are refused. Counted ones are the presses and visits of «tallies».
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

-- The local months of that zone.
CREATE TABLE months (
    starts    INTEGER PRIMARY KEY,
    ends      INTEGER NOT NULL CHECK (ends > starts)
) STRICT;

-- The local weeks of that zone, from Monday on.
CREATE TABLE weeks (
    starts    INTEGER PRIMARY KEY,
    ends      INTEGER NOT NULL CHECK (ends > starts)
) STRICT;

-- Sums of tallies that reports over long periods read in their place. In all of them span is 3600 for an hour of UTC,
-- 86400 for a local day of «days», 604800 for a local week of «weeks», 2592000 for a local month of «months», and start
-- its first second.

-- Tallies of each article, whatever the channel. previewed is of channels whose previews can be seen; sighted: whether
-- there was any such.
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

-- Tallies of each channel, whatever the article.
CREATE TABLE channel_tallies (
    span      INTEGER NOT NULL CHECK (span IN (3600, 86400, 2592000)),
    start     INTEGER NOT NULL,
    channel   INTEGER NOT NULL REFERENCES channels (number),
    origin    INTEGER NOT NULL CHECK (origin IN (0, 1)),
    presses   INTEGER NOT NULL CHECK (presses >= 0),
    previewed INTEGER NOT NULL CHECK (previewed >= 0),
    opened    INTEGER NOT NULL CHECK (opened >= 0),
    visits    INTEGER NOT NULL CHECK (visits >= 0),
    arrivals  INTEGER NOT NULL CHECK (arrivals >= 0),
    unhashed  INTEGER NOT NULL CHECK (unhashed >= 0),
    reshares  INTEGER NOT NULL CHECK (reshares >= 0),
    PRIMARY KEY (span, start, channel, origin)
) STRICT, WITHOUT ROWID;

-- Counted events by what they came from and with, whatever the article. Link previews have nothing of it.
CREATE TABLE circumstances (
    span      INTEGER NOT NULL CHECK (span IN (3600, 86400, 2592000)),
    about     INTEGER NOT NULL CHECK (about IN (1, 2, 3)),  -- 1 a referrer, 2 an agent, 3 the place of a visit
    start     INTEGER NOT NULL,
    value     INTEGER NOT NULL,                             -- the number of that; 0 where it is not known
    channel   INTEGER NOT NULL REFERENCES channels (number),
    origin    INTEGER NOT NULL CHECK (origin IN (0, 1)),
    presses   INTEGER NOT NULL CHECK (presses >= 0),
    opened    INTEGER NOT NULL CHECK (opened >= 0),
    visits    INTEGER NOT NULL CHECK (visits >= 0),
    arrivals  INTEGER NOT NULL CHECK (arrivals >= 0),
    unhashed  INTEGER NOT NULL CHECK (unhashed >= 0),
    reshares  INTEGER NOT NULL CHECK (reshares >= 0),
    PRIMARY KEY (span, about, start, value, channel, origin)
) STRICT, WITHOUT ROWID;

-- Where the links of an article were opened: counted visits of an hour of UTC.
CREATE TABLE openings (
    article   INTEGER NOT NULL REFERENCES articles (number),
    start     INTEGER NOT NULL CHECK (start % 3600 = 0),
    place     INTEGER NOT NULL,                             -- 0 where it is not known
    origin    INTEGER NOT NULL CHECK (origin IN (0, 1)),
    visits    INTEGER NOT NULL CHECK (visits >= 0),
    PRIMARY KEY (article, start, place, origin)
) STRICT, WITHOUT ROWID;

-- Sums of all verified requests, whatever the article.
CREATE TABLE request_sums (
    span      INTEGER NOT NULL CHECK (span IN (3600, 86400, 2592000)),
    start     INTEGER NOT NULL,
    kind      INTEGER NOT NULL CHECK (kind IN (1, 2)),
    channel   INTEGER NOT NULL REFERENCES channels (number),
    origin    INTEGER NOT NULL CHECK (origin IN (0, 1)),
    reason    INTEGER NOT NULL REFERENCES reasons (number),
    requests  INTEGER NOT NULL CHECK (requests > 0),
    PRIMARY KEY (span, start, kind, channel, origin, reason)
) STRICT, WITHOUT ROWID;

-- From which moment on «circumstances» and «openings» know all there was: a database of an earlier version had days
-- whose events were removed already.
CREATE TABLE known_circumstances (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    since     INTEGER NOT NULL CHECK (since >= 0)
) STRICT;

-- How often articles were read, by local days, as web analytics tell: «import views». For share clicks per thousand views.
CREATE TABLE page_views (
    day       TEXT    NOT NULL CHECK (day LIKE '____-__-__'),
    article   INTEGER NOT NULL REFERENCES articles (number),
    views     INTEGER NOT NULL CHECK (views >= 0),
    PRIMARY KEY (day, article)
) STRICT, WITHOUT ROWID;

-- Each event that is kept, with all that is known of it. Its traits are looked up for it, and never the other way round.
CREATE VIEW events AS
SELECT l.id, l.at, t.kind, l.article, l.share, t.channel, t.origin, t.reason, t.rules, t.arrival, t.referrer, t.agent,
       t.country, t.import, t.place, t.mangles
  FROM event_log l CROSS JOIN traits t ON t.number = l.traits;

-- Events that are not folded yet, each with what it adds to the figures.
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

-- For people and other programs: tallies and the tail together, exact at any moment. (Our own reports read the tallies.)
-- Ask for one span: 3600, 86400, or 0 for each event by itself; and for start by numbers or parameters, since a subquery
-- there goes through all tallies of the span.
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

-- The same for all verified requests.
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
