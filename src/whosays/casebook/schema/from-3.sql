-- Up to schema 3 hashes were kept as words, and twice. kept.sql has just been run beside the old tables, whose names
-- begin with "old_". unhexed() is the migration's own.

INSERT INTO migrations SELECT version, applied_at, tool FROM old_migrations;
INSERT INTO evidence (sha256, media_type, size, bytes)
SELECT unhexed(sha256), media_type, size, bytes FROM old_evidence
ORDER BY (SELECT min(number) FROM old_captures AS c WHERE c.sha256 = old_evidence.sha256);
INSERT INTO reports SELECT number, id, title, text, unhexed(text_sha256), added_at FROM old_reports ORDER BY number;
INSERT INTO captures
SELECT c.number, c.report, e.number, c.locator, c.captured_at
FROM old_captures AS c JOIN evidence AS e ON e.sha256 = unhexed(c.sha256) ORDER BY c.number;
INSERT INTO records (number, report, title, url, publisher, author, category, language, published, published_from,
                     n_claims, version, sha256, packing, json, read_at)
SELECT number, report, title, url, publisher, author, category, language, published, published_from,
       n_claims, version, unhexed(sha256), packing, json, read_at
FROM old_records ORDER BY number;
INSERT INTO verdicts SELECT number, id, act, about, report, claim, author, at, why, json FROM old_verdicts;
INSERT INTO ratings SELECT number, id, source, name, reliability, author, at, why FROM old_ratings;
INSERT INTO custody
SELECT number, at, by, act, subject, unhexed(content_sha256), tool, unhexed(entry_sha256) FROM old_custody
ORDER BY number;
DROP TABLE old_captures;
DROP TABLE old_records;
DROP TABLE old_reports;
DROP TABLE old_evidence;
DROP TABLE old_verdicts;
DROP TABLE old_ratings;
DROP TABLE old_custody;
DROP TABLE old_migrations;
