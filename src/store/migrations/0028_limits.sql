-- How many of those invited are outside the organisation and were never met. `approved` is 1 for what a coordinator let through, and 2
-- for groups that were read as drafts.
ALTER TABLE outbox ADD COLUMN outsiders INTEGER NOT NULL DEFAULT 0;
ALTER TABLE reached ADD COLUMN outsiders INTEGER NOT NULL DEFAULT 0;

-- Whom a coordinator let a programme begin with: their first invitations to it need no other go.
CREATE TABLE rosters (
  programme_id TEXT NOT NULL,
  address TEXT NOT NULL,
  PRIMARY KEY (programme_id, address)
);
