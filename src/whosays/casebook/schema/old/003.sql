-- Third schema: the rows worked out from the records in half the room. What a claim says is not kept beside the report's
-- text again: its place in it is. Long keys have given way to numbers. The rows are written anew from the records.

DROP VIEW claims_view;
DROP VIEW figures_view;
DROP TABLE claim_words;
DROP TABLE party_words;
DROP TABLE place_words;
DROP TABLE place_boxes;
DROP TABLE quantities;
DROP TABLE claim_places;
DROP TABLE claim_sources;
DROP TABLE claim_parties;
DROP TABLE places;
DROP TABLE parties;
DROP TABLE claims;
DROP TABLE figures;
DROP TABLE event_claims;
DELETE FROM origins;
DELETE FROM events;
DELETE FROM fusion;

CREATE TABLE claims (
    number INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES records (number),
    position INTEGER NOT NULL,        -- in the record, from 0
    id TEXT NOT NULL,
    key INTEGER NOT NULL,             -- the first 8 bytes of the SHA-256 of the id
    type TEXT NOT NULL,
    mode TEXT,
    certainty TEXT NOT NULL,
    status TEXT NOT NULL,
    trigger_words TEXT NOT NULL,
    evidence_start INTEGER NOT NULL,  -- code points into the report's text
    evidence_end INTEGER NOT NULL,
    earliest TEXT,
    latest TEXT,
    grain TEXT NOT NULL,
    reported_on TEXT,                 -- day
    UNIQUE (record, position)
) STRICT;
CREATE INDEX claims_by_type ON claims (type, reported_on, record, position);
CREATE INDEX claims_by_day ON claims (reported_on, record, position);
CREATE INDEX claims_by_key ON claims (key);
CREATE INDEX claims_by_time ON claims (coalesce(latest, earliest), coalesce(earliest, latest));
-- Nearly all claims are certain and occurred: they need no index, the others do.
CREATE INDEX claims_unsure ON claims (certainty, status) WHERE certainty <> 'certain' OR status <> 'occurred';

CREATE TABLE parties (
    number INTEGER PRIMARY KEY,
    key INTEGER NOT NULL UNIQUE,      -- from the hash of what follows
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
-- The words of claims to search by: they stand in the report and in the names, and are kept only once.
CREATE VIEW claim_texts AS
SELECT c.number, substr(p.text, c.evidence_start + 1, c.evidence_end - c.evidence_start) AS evidence,
       (SELECT group_concat(name, ' · ') FROM (
            SELECT coalesce(a.name, a.words) AS name FROM claim_parties AS l JOIN parties AS a ON a.number = l.party
            WHERE l.claim = c.number
            UNION SELECT coalesce(a.name, a.words) FROM claim_sources AS l JOIN parties AS a ON a.number = l.party
            WHERE l.claim = c.number
            UNION SELECT coalesce(s.name, s.words) FROM claim_places AS l JOIN places AS s ON s.number = l.place
            WHERE l.claim = c.number)) AS names
FROM claims AS c JOIN records AS r ON r.number = c.record JOIN reports AS p ON p.number = r.report;
CREATE VIRTUAL TABLE claim_words USING fts5 (
    evidence, names, content = 'claim_texts', content_rowid = 'number', columnsize = 0,
    tokenize = "unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE party_words USING fts5 (
    words, name, entity, content = 'parties', content_rowid = 'number', columnsize = 0,
    tokenize = "unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE place_words USING fts5 (
    words, name, admin1, content = 'places', content_rowid = 'number', columnsize = 0,
    tokenize = "unicode61 remove_diacritics 2"
);

CREATE TABLE event_claims (
    event INTEGER NOT NULL REFERENCES events (number),
    claim INTEGER NOT NULL,           -- its key in claims
    PRIMARY KEY (event, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_claims_by_claim ON event_claims (claim);

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
       c.certainty, c.status, substr(p.text, c.evidence_start + 1, c.evidence_end - c.evidence_start) AS evidence,
       r.published AS reported, r.publisher, r.title, r.url, p.id AS report
FROM claims AS c JOIN current_records AS r ON r.number = c.record JOIN reports AS p ON p.number = r.report;

CREATE VIEW figures_view AS
SELECT e.id AS event, e.type, e.mode, e.standing, f.kind, f.words, f.min, f.best, f.max, f.approximate,
       (SELECT coalesce(a.name, a.words) FROM claim_sources AS l JOIN parties AS a ON a.number = l.party
        WHERE l.claim = c.number ORDER BY l.position DESC LIMIT 1) AS source,
       o.name AS origin, r.published AS reported_at, c.certainty, p.id AS report, c.id AS claim
FROM figures AS f JOIN events AS e ON e.number = f.event
LEFT JOIN origins AS o ON o.event = f.event AND o.position = f.origin
JOIN claims AS c ON c.key = f.claim JOIN current_records AS r ON r.number = c.record
JOIN reports AS p ON p.number = r.report;
