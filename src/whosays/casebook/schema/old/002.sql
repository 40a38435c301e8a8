-- Second schema: what persons say of the readings, how reliable they hold sources to be, and compact readings.
-- Rows of verdicts and ratings are never changed or removed.

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

-- 0: zlib of the record's JSON; 1: defaults and words of spans left out, zlib with the dictionary record-1.
ALTER TABLE records ADD COLUMN packing INTEGER NOT NULL DEFAULT 0;

-- The events follow from the readings and from the verdicts that bear on them.
-- They are packed otherwise now, too: fused again when next asked for.
DELETE FROM fusion;
ALTER TABLE fusion ADD COLUMN through_verdict INTEGER NOT NULL DEFAULT 0;

-- Readings brought in from another casebook may be older than those here: the latest made is the current one.
DROP VIEW current_records;
CREATE VIEW current_records AS
SELECT * FROM records AS r
WHERE NOT EXISTS (SELECT 1 FROM records AS later WHERE later.report = r.report
                  AND (later.read_at, later.number) > (r.read_at, r.number));

CREATE VIEW verdicts_view AS
SELECT number, at, author, act, about, report, claim, why,
       json_extract(json, '$.text') AS comment, json_extract(json, '$.tag') AS tag,
       json_extract(json, '$.changes') AS changes, json_extract(json, '$.undoes') AS undoes, id
FROM verdicts;

CREATE VIEW ratings_view AS
SELECT r.name AS source, r.reliability, r.at, r.author, r.why,
       NOT EXISTS (SELECT 1 FROM ratings AS later WHERE later.source = r.source
                   AND (later.at, later.number) > (r.at, r.number)) AS counts
FROM ratings AS r;

CREATE TRIGGER verdicts_stay BEFORE UPDATE ON verdicts BEGIN SELECT raise(ABORT, 'verdicts are never changed'); END;
CREATE TRIGGER verdicts_kept BEFORE DELETE ON verdicts BEGIN SELECT raise(ABORT, 'verdicts are never removed'); END;
CREATE TRIGGER ratings_stay BEFORE UPDATE ON ratings BEGIN SELECT raise(ABORT, 'ratings are never changed'); END;
CREATE TRIGGER ratings_kept BEFORE DELETE ON ratings BEGIN SELECT raise(ABORT, 'ratings are never removed'); END;
