-- Schema 1 had no verdicts and no ratings, and packed every reading alike.

CREATE TABLE verdicts (
    number INTEGER PRIMARY KEY, id TEXT, act TEXT, about TEXT, report TEXT, claim TEXT, author TEXT, at TEXT, why TEXT,
    json TEXT
);
CREATE TABLE ratings (
    number INTEGER PRIMARY KEY, id TEXT, source TEXT, name TEXT, reliability TEXT, author TEXT, at TEXT, why TEXT
);
ALTER TABLE records ADD COLUMN packing INTEGER NOT NULL DEFAULT 0;
