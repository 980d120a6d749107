-- Version 3. Shipped migrations never change; write another instead.

-- The local months of that zone.
CREATE TABLE months (
    starts    INTEGER PRIMARY KEY,
    ends      INTEGER NOT NULL CHECK (ends > starts)
) STRICT;

-- Sums of tallies that reports over long periods read in their place. In all of them span is 3600 for an hour of UTC,
-- 86400 for a local day of «days», 2592000 for a local month of «months», and start its first second.

-- Tallies of each article, whatever the channel. previewed is of channels whose previews can be seen; sighted: whether
-- there was any such.
CREATE TABLE article_tallies (
    span      INTEGER NOT NULL CHECK (span IN (86400, 2592000)),
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

-- For reports on sections and authors, which read nothing else of an article.
CREATE INDEX articles_by_section ON articles (section, alias_of);
CREATE INDEX articles_by_author ON articles (author, alias_of);

INSERT INTO known_circumstances (one, since) SELECT 1, before FROM seal;
