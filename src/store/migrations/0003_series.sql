-- Recurring events: whose sessions they hold, and what both sides last agreed on for the whole of each.
CREATE TABLE series (
  id TEXT PRIMARY KEY,
  group_id TEXT NOT NULL,
  content TEXT NOT NULL
);

-- Instances are listed from here on, which another sync token is for: the calendar is read anew once.
DELETE FROM state WHERE key = 'sync_token';
