-- What a casebook keeps, on a PostgreSQL server that a team shares: the tables of kept.sql, by the same names and
-- columns. Nothing that is worked out stands here: each machine works it out in its own copy.

CREATE TABLE migrations (
    version bigint PRIMARY KEY,
    applied_at text NOT NULL,
    tool text NOT NULL
);
CREATE TABLE evidence (
    number bigint PRIMARY KEY,
    sha256 bytea NOT NULL UNIQUE,
    media_type text,
    size bigint NOT NULL,
    bytes bytea NOT NULL
);
ALTER TABLE evidence ALTER COLUMN bytes SET STORAGE EXTERNAL;
CREATE TABLE reports (
    number bigint PRIMARY KEY,
    id text NOT NULL UNIQUE,
    title text,
    text text NOT NULL,
    text_sha256 bytea NOT NULL,
    added_at text NOT NULL
);
CREATE TABLE captures (
    number bigint PRIMARY KEY,
    report bigint NOT NULL REFERENCES reports (number),
    evidence bigint NOT NULL REFERENCES evidence (number),
    locator text,
    captured_at text NOT NULL,
    UNIQUE (report, evidence)
);
CREATE TABLE records (
    number bigint PRIMARY KEY,
    report bigint NOT NULL REFERENCES reports (number),
    title text,
    url text,
    publisher text,
    author text,
    category text,
    language text,
    published text,
    published_from text NOT NULL,
    n_claims bigint NOT NULL,
    version text,
    sha256 bytea NOT NULL,
    packing bigint NOT NULL,
    json bytea NOT NULL,
    read_at text NOT NULL
);
ALTER TABLE records ALTER COLUMN json SET STORAGE EXTERNAL;
CREATE INDEX records_by_report ON records (report);
CREATE TABLE verdicts (
    number bigint PRIMARY KEY,
    id text NOT NULL UNIQUE,
    act text NOT NULL,
    about text NOT NULL,
    report text,
    claim text,
    author text NOT NULL,
    at text NOT NULL,
    why text,
    json text NOT NULL
);
CREATE INDEX verdicts_by_report ON verdicts (report);
CREATE TABLE ratings (
    number bigint PRIMARY KEY,
    id text NOT NULL UNIQUE,
    source text NOT NULL,
    name text NOT NULL,
    reliability text NOT NULL CHECK (reliability IN ('A', 'B', 'C', 'D', 'E', 'F')),
    author text NOT NULL,
    at text NOT NULL,
    why text NOT NULL
);
CREATE TABLE custody (
    number bigint PRIMARY KEY,
    at text NOT NULL,
    by text NOT NULL,
    act text NOT NULL,
    subject text NOT NULL,
    content_sha256 bytea,
    tool text NOT NULL,
    entry_sha256 bytea NOT NULL,
    entered_by text,                  -- the server's own word for who was connected, whatever "by" says
    entered_at timestamptz            -- and its own clock
);

-- Nothing is overwritten, by other tools neither.
CREATE FUNCTION only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never changed nor removed', TG_TABLE_NAME;
END $$;
CREATE FUNCTION goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    newest bigint;
BEGIN
    EXECUTE format('SELECT coalesce(max(number), 0) FROM %I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO newest;
    IF NEW.number <> newest + 1 THEN
        RAISE EXCEPTION '% has no number % yet', TG_TABLE_NAME, NEW.number - 1;
    END IF;
    IF TG_TABLE_NAME = 'custody' THEN
        NEW.entered_by := session_user;
        NEW.entered_at := clock_timestamp();
    END IF;
    RETURN NEW;
END $$;
DO $$
DECLARE
    kept text;
BEGIN
    FOREACH kept IN ARRAY ARRAY['migrations', 'evidence', 'reports', 'captures', 'records', 'verdicts', 'ratings', 'custody']
    LOOP
        EXECUTE format('CREATE TRIGGER stays BEFORE UPDATE OR DELETE OR TRUNCATE ON %I EXECUTE FUNCTION only_grows()', kept);
        IF kept <> 'migrations' THEN
            EXECUTE format('CREATE TRIGGER goes_on BEFORE INSERT ON %I FOR EACH ROW EXECUTE FUNCTION goes_on()', kept);
        END IF;
    END LOOP;
END $$;

CREATE VIEW reports_view AS
SELECT p.id, r.title, r.publisher, r.published, r.url, r.n_claims, p.added_at, r.read_at, r.version
FROM reports AS p JOIN LATERAL (
    SELECT * FROM records WHERE report = p.number ORDER BY read_at DESC, number DESC LIMIT 1
) AS r ON true;
CREATE VIEW verdicts_view AS
SELECT at, author, act, about, report, claim, why FROM verdicts ORDER BY number;
CREATE VIEW history_view AS
SELECT number, at, by, act, subject, tool, encode(content_sha256, 'hex') AS content_sha256,
       encode(entry_sha256, 'hex') AS entry_sha256, entered_by, entered_at
FROM custody ORDER BY number;
