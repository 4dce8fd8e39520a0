-- What hooks named as changed and no run has read yet. `times` grows with each message, so that what was named again while a
-- run was reading stays.
CREATE TABLE named (
  kind TEXT NOT NULL CHECK (kind IN ('page', 'source', 'calendar', 'form', 'everything')),
  id TEXT NOT NULL,
  -- The data source a page is in, where the message said so.
  parent TEXT,
  times INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (kind, id)
);

-- Whether hooks are heard, on the wall's clock: when one last spoke, and when a reading last found what it should have told.
CREATE TABLE hook_health (
  hook TEXT PRIMARY KEY CHECK (hook IN ('notion', 'calendar', 'forms')),
  heard_at INTEGER,
  missed_at INTEGER
);

-- What stands still: until when, or until somebody acts.
CREATE TABLE stops (
  what TEXT PRIMARY KEY,
  since INTEGER NOT NULL,
  until INTEGER,
  times INTEGER NOT NULL,
  why TEXT NOT NULL
);
