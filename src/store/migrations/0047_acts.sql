-- What coordinators had done from the dashboard: who, when, what, and what became of it. What it says of people is sealed.
CREATE TABLE acts (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  -- NULL for what concerns no programme alone.
  programme_id TEXT,
  -- An address; empty for whoever signed in with the token that all share.
  by_whom TEXT NOT NULL,
  undone_by TEXT,
  -- The machine's clock.
  asked_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  ended_at INTEGER,
  state TEXT NOT NULL,
  content TEXT NOT NULL
);
CREATE INDEX acts_waiting ON acts (due_at) WHERE state IN ('held', 'undoing');
CREATE INDEX acts_asked ON acts (asked_at);
