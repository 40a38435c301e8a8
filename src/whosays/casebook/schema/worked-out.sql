-- What is worked out from what is kept, and can be worked out again at any time: made anew with every schema.

-- The claims of every current reading, as they stand under the persons' verdicts. The record has all of them; these rows
-- are to be read and searched.
CREATE TABLE claims (
    number INTEGER PRIMARY KEY,       -- day of publication, report, position in the record: numbering.py
    kind INTEGER NOT NULL REFERENCES kinds (number),
    key INTEGER NOT NULL,             -- of its id, the same in every reading: numbering.py
    id TEXT,                          -- null where it follows from the key
    certainty TEXT,                   -- null: certain
    status TEXT,                      -- null: occurred
    earliest INTEGER,                 -- 20241105
    latest INTEGER,
    evidence_start INTEGER NOT NULL,  -- code points into the report's text
    evidence_length INTEGER NOT NULL,
    actors TEXT,
    recipients TEXT,
    places TEXT,
    countries TEXT,
    quantities TEXT,
    says TEXT,                        -- the outermost first
    names TEXT,                       -- terms of parties and places in claim_marks
    n_owners INTEGER NOT NULL         -- speakers that are not media
) STRICT;
CREATE INDEX claims_by_time ON claims (coalesce(latest, earliest), coalesce(earliest, latest));

CREATE TABLE kinds (
    number INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    mode TEXT
) STRICT;

-- Each distinct mention once.
CREATE TABLE parties (
    number INTEGER PRIMARY KEY,
    key INTEGER NOT NULL UNIQUE,      -- from the hash of what follows
    words TEXT NOT NULL,
    name TEXT,
    entity TEXT,
    country TEXT,
    sector TEXT,
    kind TEXT                         -- of a source
) STRICT;
CREATE INDEX parties_by_entity ON parties (entity) WHERE entity IS NOT NULL;

CREATE TABLE places (
    number INTEGER PRIMARY KEY,
    key INTEGER NOT NULL UNIQUE,      -- from the hash of what follows
    words TEXT NOT NULL,
    name TEXT,
    country TEXT,
    admin1 TEXT,
    lat REAL,
    lon REAL,
    geonameid INTEGER,
    precision TEXT
) STRICT;
CREATE VIRTUAL TABLE place_boxes USING rtree (number, south, north, west, east);

CREATE VIRTUAL TABLE report_words USING fts5 (
    title, text, content = 'reports', content_rowid = 'number', tokenize = "unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE party_words USING fts5 (
    words, name, entity, content = 'parties', content_rowid = 'number', columnsize = 0,
    tokenize = "unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE place_words USING fts5 (
    words, name, admin1, content = 'places', content_rowid = 'number', columnsize = 0,
    tokenize = "unicode61 remove_diacritics 2"
);
-- What a claim can be found by: marking.py. Lists of claims only, which take two bytes a claim and come in order.
CREATE VIRTUAL TABLE claim_marks USING fts5 (marks, content = '', detail = none, columnsize = 0, tokenize = "ascii");
CREATE VIRTUAL TABLE claim_terms USING fts5vocab (claim_marks, instance);

-- What many reports say together. Which records the events below were fused from: one row, replaced with them.
CREATE TABLE fusion (
    through_record INTEGER NOT NULL,  -- the newest record when they were fused
    through_verdict INTEGER NOT NULL,
    version TEXT NOT NULL,
    sha256 TEXT NOT NULL,             -- of the events' JSON lines
    fused_at TEXT NOT NULL
) STRICT;

CREATE TABLE events (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    mode TEXT,
    standing TEXT NOT NULL,
    n_origins INTEGER NOT NULL,
    n_reports INTEGER NOT NULL,
    earliest TEXT,
    latest TEXT,
    first_reported TEXT,
    last_reported TEXT,
    json BLOB NOT NULL                -- packing.py
) STRICT;
CREATE INDEX events_by_type ON events (type, standing);

CREATE TABLE event_claims (
    claim INTEGER NOT NULL PRIMARY KEY,  -- its key in claims
    event INTEGER NOT NULL               -- unchecked: a look for its claims would walk all
) STRICT, WITHOUT ROWID;

CREATE TABLE origins (
    event INTEGER NOT NULL REFERENCES events (number),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT,
    denies INTEGER NOT NULL,
    n_reports INTEGER NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE figures (
    event INTEGER NOT NULL REFERENCES events (number),
    kind TEXT NOT NULL,
    position INTEGER NOT NULL,
    min REAL,
    best REAL,
    max REAL,
    approximate INTEGER NOT NULL,
    unit TEXT,
    words TEXT NOT NULL,
    origin INTEGER,                   -- its position in origins
    claim INTEGER NOT NULL,           -- its key in claims
    PRIMARY KEY (event, kind, position)
) STRICT, WITHOUT ROWID;
