-- A casebook, first schema. Rows of evidence, reports, captures, records and custody are never changed or removed:
-- triggers at the end refuse it. Everything else is worked out from the records and can be worked out again.

CREATE TABLE migrations (
    version INTEGER PRIMARY KEY,
    applied_at TEXT NOT NULL,
    tool TEXT NOT NULL
) STRICT;

-- ---------------------------------------------------------------- what was received

CREATE TABLE evidence (
    sha256 TEXT PRIMARY KEY,          -- of the bytes as received
    media_type TEXT,
    size INTEGER NOT NULL,            -- bytes as received
    bytes BLOB NOT NULL               -- zlib
) STRICT, WITHOUT ROWID;

CREATE TABLE reports (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT,                       -- as first read; each reading keeps its own in "records"
    text TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    added_at TEXT NOT NULL
) STRICT;

CREATE TABLE captures (
    number INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (number),
    sha256 TEXT NOT NULL REFERENCES evidence (sha256),
    locator TEXT,
    captured_at TEXT NOT NULL,
    UNIQUE (report, sha256)
) STRICT;

-- One reading of one report. The newest is the current one: view current_records.
CREATE TABLE records (
    number INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (number),
    title TEXT,
    url TEXT,
    publisher TEXT,
    author TEXT,
    category TEXT,
    language TEXT,
    published TEXT,
    published_from TEXT NOT NULL,
    n_claims INTEGER NOT NULL,
    version TEXT,                     -- of the whosays that read it
    sha256 TEXT NOT NULL,             -- of the JSON
    json BLOB NOT NULL,               -- zlib of the record's JSON, its report's text left out
    read_at TEXT NOT NULL,
    UNIQUE (report, sha256)
) STRICT;

CREATE TABLE custody (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    act TEXT NOT NULL,                -- create, report, capture, record, fuse, migrate
    subject TEXT NOT NULL,
    content_sha256 TEXT,              -- of what was added
    tool TEXT NOT NULL,
    previous_sha256 TEXT NOT NULL,    -- entry_sha256 of the entry before; 64 zeros for the first
    entry_sha256 TEXT NOT NULL
) STRICT;

-- ---------------------------------------------------------------- what the readings say

CREATE TABLE claims (
    number INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES records (number),
    position INTEGER NOT NULL,        -- in the record, from 0
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    mode TEXT,
    certainty TEXT NOT NULL,
    status TEXT NOT NULL,
    trigger_words TEXT NOT NULL,
    evidence TEXT NOT NULL,
    names TEXT NOT NULL,              -- actors, recipients, places and speakers, for search
    earliest TEXT,
    latest TEXT,
    grain TEXT NOT NULL,
    reported_on TEXT,                 -- day
    UNIQUE (record, position)
) STRICT;
CREATE INDEX claims_by_type ON claims (type, reported_on, record, position);
CREATE INDEX claims_by_day ON claims (reported_on, record, position);
CREATE INDEX claims_by_id ON claims (id);
CREATE INDEX claims_by_time ON claims (coalesce(latest, earliest), coalesce(earliest, latest));
CREATE INDEX claims_by_certainty ON claims (certainty, status);

-- Each distinct mention once; claims refer to it.
CREATE TABLE parties (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    words TEXT NOT NULL,
    name TEXT,
    entity TEXT,
    country TEXT,
    sector TEXT
) STRICT;
CREATE INDEX parties_by_country ON parties (country);
CREATE INDEX parties_by_entity ON parties (entity);

CREATE TABLE claim_parties (
    claim INTEGER NOT NULL REFERENCES claims (number),
    role TEXT NOT NULL,               -- actor, recipient
    position INTEGER NOT NULL,
    party INTEGER NOT NULL REFERENCES parties (number),
    PRIMARY KEY (claim, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_parties_by_party ON claim_parties (party, role);

CREATE TABLE claim_sources (
    claim INTEGER NOT NULL REFERENCES claims (number),
    position INTEGER NOT NULL,        -- 0 is the outermost
    party INTEGER NOT NULL REFERENCES parties (number),
    kind TEXT NOT NULL,
    anonymous INTEGER NOT NULL,
    quoted INTEGER NOT NULL,
    joint INTEGER NOT NULL,
    cue TEXT,
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_sources_by_party ON claim_sources (party);

CREATE TABLE places (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    words TEXT NOT NULL,
    name TEXT,
    country TEXT,
    admin1 TEXT,
    lat REAL,
    lon REAL,
    geonameid INTEGER,
    precision TEXT
) STRICT;
CREATE INDEX places_by_country ON places (country);

CREATE TABLE claim_places (
    claim INTEGER NOT NULL REFERENCES claims (number),
    position INTEGER NOT NULL,
    role TEXT,
    place INTEGER NOT NULL REFERENCES places (number),
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_places_by_place ON claim_places (place);

CREATE TABLE quantities (
    claim INTEGER NOT NULL REFERENCES claims (number),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    unit TEXT,
    min REAL,
    best REAL,
    max REAL,
    approximate INTEGER NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE place_boxes USING rtree (number, south, north, west, east);
CREATE VIRTUAL TABLE report_words USING fts5 (
    title, text, content = 'reports', content_rowid = 'number', tokenize = "unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE claim_words USING fts5 (
    evidence, names, content = 'claims', content_rowid = 'number', tokenize = "unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE party_words USING fts5 (
    words, name, entity, content = 'parties', content_rowid = 'number', tokenize = "unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE place_words USING fts5 (
    words, name, admin1, content = 'places', content_rowid = 'number', tokenize = "unicode61 remove_diacritics 2"
);

-- ---------------------------------------------------------------- what many reports say together

-- Which records the events below were fused from; one row, replaced with them.
CREATE TABLE fusion (
    through_record INTEGER NOT NULL,  -- the newest record when they were fused
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
    json BLOB NOT NULL                -- zlib
) STRICT;
CREATE INDEX events_by_type ON events (type, standing);

CREATE TABLE event_claims (
    event INTEGER NOT NULL REFERENCES events (number),
    claim_id TEXT NOT NULL,
    report_id TEXT NOT NULL,
    PRIMARY KEY (event, claim_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_claims_by_claim ON event_claims (claim_id);

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
    certainty TEXT NOT NULL,
    source TEXT,
    origin TEXT,
    report_id TEXT NOT NULL,
    claim_id TEXT NOT NULL,
    reported_at TEXT,
    PRIMARY KEY (event, kind, position)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------- what a person wants to see

CREATE VIEW current_records AS
SELECT * FROM records AS r
WHERE NOT EXISTS (SELECT 1 FROM records AS later WHERE later.report = r.report AND later.number > r.number);

CREATE VIEW reports_view AS
SELECT p.id AS report, r.title, r.publisher, r.author, r.category, r.published, r.published_from, r.url, r.n_claims,
       length(p.text) AS characters, p.added_at, r.version AS read_by, p.text
FROM reports AS p JOIN current_records AS r ON r.report = p.number;

CREATE VIEW claims_view AS
SELECT c.id AS claim, c.type, c.mode,
       (SELECT group_concat(coalesce(a.name, a.words), '; ') FROM claim_parties AS l JOIN parties AS a ON a.number = l.party
        WHERE l.claim = c.number AND l.role = 'actor') AS actors,
       (SELECT group_concat(coalesce(a.name, a.words), '; ') FROM claim_parties AS l JOIN parties AS a ON a.number = l.party
        WHERE l.claim = c.number AND l.role = 'recipient') AS recipients,
       (SELECT group_concat(coalesce(s.name, s.words), '; ') FROM claim_places AS l JOIN places AS s ON s.number = l.place
        WHERE l.claim = c.number) AS places,
       (SELECT group_concat(q.words || ' (' || q.kind || ')', '; ') FROM quantities AS q
        WHERE q.claim = c.number) AS quantities,
       c.earliest, c.latest,
       (SELECT group_concat(coalesce(a.name, a.words), ' > ') FROM claim_sources AS l JOIN parties AS a ON a.number = l.party
        WHERE l.claim = c.number) AS says,
       c.certainty, c.status, c.evidence, r.published AS reported, r.publisher, r.title, r.url, p.id AS report
FROM claims AS c JOIN current_records AS r ON r.number = c.record JOIN reports AS p ON p.number = r.report;

CREATE VIEW figures_view AS
SELECT e.id AS event, e.type, e.mode, e.standing, f.kind, f.words, f.min, f.best, f.max, f.approximate, f.source, f.origin,
       f.reported_at, f.certainty, f.report_id AS report, f.claim_id AS claim
FROM figures AS f JOIN events AS e ON e.number = f.event;

CREATE VIEW origins_view AS
SELECT e.id AS event, e.type, e.standing, o.name AS origin, o.kind, o.denies, o.n_reports, o.why
FROM origins AS o JOIN events AS e ON e.number = o.event;

CREATE VIEW history_view AS
SELECT number, at, by, act, subject, tool FROM custody;

-- ---------------------------------------------------------------- nothing is overwritten

CREATE TRIGGER evidence_stays BEFORE UPDATE ON evidence BEGIN SELECT raise(ABORT, 'evidence is never changed'); END;
CREATE TRIGGER evidence_kept BEFORE DELETE ON evidence BEGIN SELECT raise(ABORT, 'evidence is never removed'); END;
CREATE TRIGGER reports_stay BEFORE UPDATE ON reports BEGIN SELECT raise(ABORT, 'reports are never changed'); END;
CREATE TRIGGER reports_kept BEFORE DELETE ON reports BEGIN SELECT raise(ABORT, 'reports are never removed'); END;
CREATE TRIGGER captures_stay BEFORE UPDATE ON captures BEGIN SELECT raise(ABORT, 'captures are never changed'); END;
CREATE TRIGGER captures_kept BEFORE DELETE ON captures BEGIN SELECT raise(ABORT, 'captures are never removed'); END;
CREATE TRIGGER records_stay BEFORE UPDATE ON records BEGIN SELECT raise(ABORT, 'records are never changed'); END;
CREATE TRIGGER records_kept BEFORE DELETE ON records BEGIN SELECT raise(ABORT, 'records are never removed'); END;
CREATE TRIGGER custody_stays BEFORE UPDATE ON custody BEGIN SELECT raise(ABORT, 'custody is never changed'); END;
CREATE TRIGGER custody_kept BEFORE DELETE ON custody BEGIN SELECT raise(ABORT, 'custody is never removed'); END;
