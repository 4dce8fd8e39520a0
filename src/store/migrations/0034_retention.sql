-- What is kept for a time goes once a day (retention.ts): it is found by index, however much is kept beside it.
CREATE INDEX outbox_by_end ON outbox (wall_at) WHERE state = 'done';
CREATE INDEX acted_on_by_time ON acted_on (at);
CREATE INDEX page_changes_by_time ON page_changes (at);
CREATE INDEX goal_looks_by_period ON goal_looks (programme_id, period);
CREATE INDEX person_looks_by_period ON person_looks (programme_id, period);
