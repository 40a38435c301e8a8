-- The kept tables of an older schema, out of the way of the new ones.

ALTER TABLE migrations RENAME TO old_migrations;
ALTER TABLE evidence RENAME TO old_evidence;
ALTER TABLE reports RENAME TO old_reports;
ALTER TABLE captures RENAME TO old_captures;
ALTER TABLE records RENAME TO old_records;
ALTER TABLE verdicts RENAME TO old_verdicts;
ALTER TABLE ratings RENAME TO old_ratings;
ALTER TABLE custody RENAME TO old_custody;
DROP INDEX IF EXISTS verdicts_by_report;
DROP INDEX IF EXISTS verdicts_by_about;
DROP INDEX IF EXISTS ratings_by_source;
