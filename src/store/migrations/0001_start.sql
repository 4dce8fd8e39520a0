-- Where the workspace's data sources and columns are, and how far each was read.
CREATE TABLE sources (
  source TEXT PRIMARY KEY,
  map TEXT NOT NULL,
  read_until INTEGER
);

-- What Notion's pages said when last read or written, values by key.
CREATE TABLE pages (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL,
  url TEXT NOT NULL,
  edited_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  content TEXT NOT NULL
);
CREATE INDEX pages_by_source ON pages (source);

-- What the calendar's events said when last read or written.
CREATE TABLE events (
  id TEXT PRIMARY KEY,
  session_id TEXT,
  content TEXT NOT NULL
);

-- Which event belongs to which session, and what both said when they last agreed.
CREATE TABLE links (
  session_id TEXT PRIMARY KEY,
  event_id TEXT NOT NULL UNIQUE,
  generation INTEGER NOT NULL,
  series_id TEXT,
  original_start INTEGER,
  base_version INTEGER NOT NULL,
  base TEXT NOT NULL,
  tombstone TEXT,
  was_reoffered INTEGER NOT NULL DEFAULT 0
);

-- Every call that changes something outside, written before it is made.
CREATE TABLE outbox (
  key TEXT PRIMARY KEY,
  entity TEXT NOT NULL,
  kind TEXT NOT NULL,
  command TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'in_doubt', 'done', 'given_up')),
  tries INTEGER NOT NULL DEFAULT 0,
  why TEXT,
  fence INTEGER NOT NULL,
  world_at INTEGER NOT NULL,
  wall_at INTEGER NOT NULL
);
CREATE INDEX outbox_by_state ON outbox (state);

CREATE TABLE forms (
  programme_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  form_id TEXT NOT NULL,
  state TEXT NOT NULL,
  responder_uri TEXT NOT NULL,
  spec TEXT NOT NULL,
  read_until TEXT,
  PRIMARY KEY (programme_id, kind)
);

-- Answers of named forms. The anonymous form leaves none here, only results (waves).
CREATE TABLE answers (
  response_id TEXT PRIMARY KEY,
  programme_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  submitted_at INTEGER NOT NULL,
  content TEXT NOT NULL
);
CREATE INDEX answers_by_programme ON answers (programme_id, kind);

-- The result of an anonymous wave, computed once when it closes.
CREATE TABLE waves (
  key TEXT PRIMARY KEY,
  programme_id TEXT NOT NULL,
  answers INTEGER NOT NULL,
  result TEXT
);

-- What was found out apart from the pages themselves, and is told on one of them.
CREATE TABLE notices (
  page_id TEXT NOT NULL,
  code TEXT NOT NULL,
  problem TEXT NOT NULL,
  PRIMARY KEY (page_id, code)
);

CREATE TABLE points (
  programme_id TEXT NOT NULL,
  metric TEXT NOT NULL,
  period TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (programme_id, metric, period)
);

-- Small things there is one of: sync token, sign-in token, when work is next due, use of a rate window.
CREATE TABLE state (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

-- Who may run. The fence grows with each holder, so that one who lost the lease can't write on.
CREATE TABLE leases (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  fence INTEGER NOT NULL,
  held_until INTEGER NOT NULL,
  run_again INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  world_now INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  ended_well INTEGER NOT NULL,
  report TEXT NOT NULL
);

-- Messages the queue could not deliver, as the dead-letter consumer found them.
CREATE TABLE dead_letters (
  id TEXT PRIMARY KEY,
  received_at INTEGER NOT NULL,
  message TEXT NOT NULL
);

-- How a goal stood when it was last looked at in each period: its page keeps no history.
CREATE TABLE goal_looks (
  goal_id TEXT NOT NULL,
  programme_id TEXT NOT NULL,
  period INTEGER NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (goal_id, programme_id, period)
);

-- Keys of pages Krug made and people put in the trash: what they threw away is not made again.
CREATE TABLE discarded (
  key TEXT PRIMARY KEY
);
