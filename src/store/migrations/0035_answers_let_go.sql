-- Answers submitted before were let go where a programme wished so, and are not read again; and how many a survey's page still counts.
ALTER TABLE forms ADD COLUMN let_go_before INTEGER;
ALTER TABLE forms ADD COLUMN let_go INTEGER NOT NULL DEFAULT 0;
