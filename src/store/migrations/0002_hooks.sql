-- Notion's hook, of which there is one: the address that may bring its token, and the token, sealed.
CREATE TABLE notion_hook (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  nonce_hash TEXT,
  armed_until INTEGER,
  sealed_token TEXT,
  is_shown INTEGER NOT NULL DEFAULT 0
);

-- Channels of the calendar, written before they are opened. Their tokens are derived, not kept.
CREATE TABLE channels (
  id TEXT PRIMARY KEY,
  resource_id TEXT,
  expires_at INTEGER,
  opened_for TEXT NOT NULL
);

-- Watches on forms.
CREATE TABLE watches (
  form_id TEXT PRIMARY KEY,
  watch_id TEXT NOT NULL,
  topic TEXT NOT NULL,
  expires_at INTEGER NOT NULL
);
