-- What a casebook keeps. Rows of evidence, reports, captures, records, verdicts, ratings and custody are never changed or
-- removed: guards.sql refuses it. Hashes are SHA-256, 32 bytes; views.sql shows them in hexadecimal.

CREATE TABLE migrations (
    version INTEGER PRIMARY KEY,
    applied_at TEXT NOT NULL,
    tool TEXT NOT NULL
) STRICT;

CREATE TABLE evidence (
    number INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL UNIQUE,      -- of the bytes as received
    media_type TEXT,
    size INTEGER NOT NULL,            -- bytes as received
    bytes BLOB NOT NULL               -- zlib
) STRICT;

CREATE TABLE reports (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT,                       -- as first read; each reading keeps its own in "records"
    text TEXT NOT NULL,
    text_sha256 BLOB NOT NULL,
    added_at TEXT NOT NULL
) STRICT;

CREATE TABLE captures (
    number INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (number),
    evidence INTEGER NOT NULL REFERENCES evidence (number),
    locator TEXT,
    captured_at TEXT NOT NULL,
    UNIQUE (report, evidence)
) STRICT;

-- One reading of one report. The latest made is the current one: view current_records.
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
    sha256 BLOB NOT NULL,             -- of the JSON
    packing INTEGER NOT NULL,         -- how the JSON is packed: packing.py
    json BLOB NOT NULL,               -- the record's JSON, its report's text left out
    read_at TEXT NOT NULL
) STRICT;
CREATE INDEX records_by_report ON records (report);

-- One verdict, comment or tag. It is anchored on words (in its JSON), so that it survives a new reading.
CREATE TABLE verdicts (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    act TEXT NOT NULL,                -- accept, correct, reject, merge, split, tag, comment, credibility, undo
    about TEXT NOT NULL,              -- report, claim, event
    report TEXT,                      -- id; null about events
    claim TEXT,                       -- id at the time; null about reports and events
    author TEXT NOT NULL,
    at TEXT NOT NULL,
    why TEXT,
    json TEXT NOT NULL
) STRICT;
CREATE INDEX verdicts_by_report ON verdicts (report);
CREATE INDEX verdicts_by_about ON verdicts (about, act);

-- How reliable a person holds a source to be, A to F. The newest of a source counts; the others are its history.
CREATE TABLE ratings (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,             -- entity, or the name in lower case
    name TEXT NOT NULL,
    reliability TEXT NOT NULL CHECK (reliability IN ('A', 'B', 'C', 'D', 'E', 'F')),
    author TEXT NOT NULL,
    at TEXT NOT NULL,
    why TEXT NOT NULL
) STRICT;
CREATE INDEX ratings_by_source ON ratings (source);

-- Each entry is sealed with the seal of the one before.
CREATE TABLE custody (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    act TEXT NOT NULL,                -- create, report, capture, record, fuse, migrate
    subject TEXT NOT NULL,
    content_sha256 BLOB,              -- of what was added
    tool TEXT NOT NULL,
    entry_sha256 BLOB NOT NULL
) STRICT;
