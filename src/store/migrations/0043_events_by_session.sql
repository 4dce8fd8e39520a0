-- The events of some sessions are found by these, not by looking at all there are.
CREATE INDEX events_by_session ON events (session_id) WHERE session_id IS NOT NULL AND settled_in IS NULL;
