-- Runs that ended without giving the lease back, in a row, and what the last of them was in: a programme's page, or nothing known.
ALTER TABLE leases ADD COLUMN killed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE leases ADD COLUMN inside TEXT;
