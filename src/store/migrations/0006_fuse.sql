-- How many people each command told of what, and whether a coordinator had approved of it beforehand.
ALTER TABLE outbox ADD COLUMN invitations INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN moves INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN cancellations INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN approved INTEGER NOT NULL DEFAULT 0;
CREATE INDEX outbox_by_reach ON outbox (world_at) WHERE invitations + moves + cancellations > 0;

-- The same by day (counted from the epoch, in UTC), for longer than the outbox keeps its commands.
CREATE TABLE reached (
  day INTEGER NOT NULL,
  approved INTEGER NOT NULL,
  invitations INTEGER NOT NULL,
  moves INTEGER NOT NULL,
  cancellations INTEGER NOT NULL,
  PRIMARY KEY (day, approved)
);

-- The run that waits for a coordinator's go, of which there is one at most. `mark` names what was shown.
CREATE TABLE held_run (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  mark TEXT NOT NULL,
  since INTEGER NOT NULL,
  content TEXT NOT NULL,
  go_at INTEGER
);
