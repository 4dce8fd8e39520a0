-- What figures are made of, in the period where it counts and with the person, or other thing, it is of.
CREATE TABLE facts (
  programme_id TEXT NOT NULL,
  period INTEGER NOT NULL,
  owner TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (programme_id, period, owner, kind, id)
) WITHOUT ROWID;
CREATE INDEX facts_by_owner ON facts (programme_id, owner, kind);

-- What an owner's facts of a period come to, for every metric; folded anew when one of them changes.
CREATE TABLE accumulators (
  programme_id TEXT NOT NULL,
  period INTEGER NOT NULL,
  owner TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (programme_id, period, owner)
) WITHOUT ROWID;
CREATE INDEX accumulators_by_owner ON accumulators (programme_id, owner, period);

-- People's first answers and meetings of all, which later periods are compared with.
CREATE TABLE firsts (
  programme_id TEXT NOT NULL,
  owner TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (programme_id, owner)
) WITHOUT ROWID;

-- How far a programme was measured: a mark of each period's facts, the skills it knows, its baselines.
CREATE TABLE measured (
  programme_id TEXT PRIMARY KEY,
  content TEXT NOT NULL
) WITHOUT ROWID;

-- How a person stood when they were last looked at in each period: their page keeps no history.
CREATE TABLE person_looks (
  person_id TEXT NOT NULL,
  programme_id TEXT NOT NULL,
  period INTEGER NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (person_id, programme_id, period)
);

CREATE INDEX points_by_period ON points (programme_id, period);
