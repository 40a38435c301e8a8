-- What a person wants to see, in any SQLite tool; made anew with every schema.

-- Readings brought in from another casebook may be older than those here: the latest made is the current one.
CREATE VIEW current_records AS
SELECT * FROM records AS r
WHERE NOT EXISTS (SELECT 1 FROM records AS later WHERE later.report = r.report
                  AND (later.read_at, later.number) > (r.read_at, r.number));

CREATE VIEW reports_view AS
SELECT p.id AS report, r.title, r.publisher, r.author, r.category, r.published, r.published_from, r.url, r.n_claims,
       length(p.text) AS characters, p.added_at, r.version AS read_by, p.text
FROM reports AS p JOIN current_records AS r ON r.report = p.number;

CREATE VIEW claims_view AS
SELECT coalesce(c.id, p.id || '#' || printf('%010x', c.key >> 23)) AS claim, k.type, k.mode, c.actors, c.recipients,
       c.places, c.countries, c.quantities,
       CASE WHEN c.earliest IS NOT NULL
            THEN printf('%04d-%02d-%02d', c.earliest / 10000, c.earliest / 100 % 100, c.earliest % 100) END AS earliest,
       CASE WHEN c.latest IS NOT NULL
            THEN printf('%04d-%02d-%02d', c.latest / 10000, c.latest / 100 % 100, c.latest % 100) END AS latest,
       c.says, coalesce(c.certainty, 'certain') AS certainty, coalesce(c.status, 'occurred') AS status,
       substr(p.text, c.evidence_start + 1, c.evidence_length) AS evidence,
       r.published AS reported, r.publisher, r.title, r.url, p.id AS report
FROM claims AS c JOIN kinds AS k ON k.number = c.kind
JOIN reports AS p ON p.number = (c.number >> 18) & 134217727 JOIN current_records AS r ON r.report = p.number;

CREATE VIEW figures_view AS
SELECT e.id AS event, e.type, e.mode, e.standing, f.kind, f.words, f.min, f.best, f.max, f.approximate,
       -- The innermost of who says so: what follows the last ">".
       ltrim(replace(c.says, rtrim(c.says, replace(c.says, '>', '')), '')) AS source, c.says,
       o.name AS origin, r.published AS reported_at, coalesce(c.certainty, 'certain') AS certainty, p.id AS report,
       coalesce(c.id, p.id || '#' || printf('%010x', c.key >> 23)) AS claim
FROM figures AS f JOIN events AS e ON e.number = f.event
LEFT JOIN origins AS o ON o.event = f.event AND o.position = f.origin
JOIN claims AS c ON c.key = f.claim
JOIN reports AS p ON p.number = (c.number >> 18) & 134217727 JOIN current_records AS r ON r.report = p.number;

CREATE VIEW origins_view AS
SELECT e.id AS event, e.type, e.standing, o.name AS origin, o.kind, o.denies, o.n_reports, o.why
FROM origins AS o JOIN events AS e ON e.number = o.event;

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

CREATE VIEW evidence_view AS
SELECT p.id AS report, c.locator, c.captured_at, e.media_type, e.size, lower(hex(e.sha256)) AS sha256
FROM captures AS c JOIN evidence AS e ON e.number = c.evidence JOIN reports AS p ON p.number = c.report;

CREATE VIEW history_view AS
SELECT number, at, by, act, subject, tool, lower(hex(content_sha256)) AS content_sha256,
       lower(hex(entry_sha256)) AS entry_sha256
FROM custody;
