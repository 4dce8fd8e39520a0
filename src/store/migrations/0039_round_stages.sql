-- What was computed of rounds of more than a thousand people, stage by stage and piece by piece, until they stand: several messages
-- compute one. Sealed, with the mark of what it was computed from.
CREATE TABLE round_stages (
  programme_id TEXT NOT NULL,
  round INTEGER NOT NULL,
  stage TEXT NOT NULL,
  part TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (programme_id, round, stage, part)
);
