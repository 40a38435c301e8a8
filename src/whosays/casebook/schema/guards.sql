-- Nothing is overwritten, by other tools neither.

CREATE TRIGGER evidence_stays BEFORE UPDATE ON evidence BEGIN SELECT raise(ABORT, 'evidence is never changed'); END;
CREATE TRIGGER evidence_kept BEFORE DELETE ON evidence BEGIN SELECT raise(ABORT, 'evidence is never removed'); END;
CREATE TRIGGER reports_stay BEFORE UPDATE ON reports BEGIN SELECT raise(ABORT, 'reports are never changed'); END;
CREATE TRIGGER reports_kept BEFORE DELETE ON reports BEGIN SELECT raise(ABORT, 'reports are never removed'); END;
CREATE TRIGGER captures_stay BEFORE UPDATE ON captures BEGIN SELECT raise(ABORT, 'captures are never changed'); END;
CREATE TRIGGER captures_kept BEFORE DELETE ON captures BEGIN SELECT raise(ABORT, 'captures are never removed'); END;
CREATE TRIGGER records_stay BEFORE UPDATE ON records BEGIN SELECT raise(ABORT, 'records are never changed'); END;
CREATE TRIGGER records_kept BEFORE DELETE ON records BEGIN SELECT raise(ABORT, 'records are never removed'); END;
CREATE TRIGGER verdicts_stay BEFORE UPDATE ON verdicts BEGIN SELECT raise(ABORT, 'verdicts are never changed'); END;
CREATE TRIGGER verdicts_kept BEFORE DELETE ON verdicts BEGIN SELECT raise(ABORT, 'verdicts are never removed'); END;
CREATE TRIGGER ratings_stay BEFORE UPDATE ON ratings BEGIN SELECT raise(ABORT, 'ratings are never changed'); END;
CREATE TRIGGER ratings_kept BEFORE DELETE ON ratings BEGIN SELECT raise(ABORT, 'ratings are never removed'); END;
CREATE TRIGGER custody_stays BEFORE UPDATE ON custody BEGIN SELECT raise(ABORT, 'custody is never changed'); END;
CREATE TRIGGER custody_kept BEFORE DELETE ON custody BEGIN SELECT raise(ABORT, 'custody is never removed'); END;
