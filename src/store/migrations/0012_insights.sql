-- What the figures showed: one row a cause, with what it rests on, since when it lasts and when the chat was told.
CREATE TABLE insights (
  key TEXT PRIMARY KEY,
  programme_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'gone')),
  since INTEGER NOT NULL,
  gone_at INTEGER,
  told_at INTEGER,
  content TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX insights_by_state ON insights (state);
