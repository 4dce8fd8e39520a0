-- Where people of a programme talk: the address of a chat's incoming webhook, sealed, and how far the chat was told.
CREATE TABLE chats (
  programme_id TEXT PRIMARY KEY,
  address TEXT NOT NULL,
  host TEXT NOT NULL,
  told_until INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  gone INTEGER NOT NULL DEFAULT 0
);
