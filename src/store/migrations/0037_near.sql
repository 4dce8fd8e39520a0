-- What lies near an edit: which pages lead to which, so that a run reads what an edit touches and not all that lives.
-- A group leads to its members, a session to its group, a goal to its owners; `source` is the table of the page that leads there.
CREATE TABLE relations (
  to_id TEXT NOT NULL,
  source TEXT NOT NULL,
  from_id TEXT NOT NULL,
  PRIMARY KEY (to_id, source, from_id)
) WITHOUT ROWID;
CREATE INDEX relations_from ON relations (from_id);

-- What pages say now, and what was last understood of them. Of settled pages nothing is kept here: nothing leads to them.
CREATE VIEW leading AS
SELECT DISTINCT pages.id AS from_id, pages.source, named.value AS to_id
FROM pages, json_each(json_array(
  coalesce(pages.content -> '$.members', '[]'), coalesce(pages.content -> '$.group', '[]'), coalesce(pages.content -> '$.owner', '[]'),
  coalesce(pages.understood -> '$.members', '[]'), coalesce(pages.understood -> '$.group', '[]'), coalesce(pages.understood -> '$.owner', '[]')
)) AS columns, json_each(columns.value) AS named
WHERE pages.source IN ('groups', 'sessions', 'roadmap') AND pages.settled_in IS NULL AND named.type = 'text';
INSERT INTO relations (to_id, source, from_id) SELECT to_id, source, from_id FROM leading;

-- What a trigger ignores is up to the statement that fires it: nothing is there twice, and what was there goes first.
CREATE TRIGGER relate_page AFTER INSERT ON pages WHEN NEW.source IN ('groups', 'sessions', 'roadmap') BEGIN
  DELETE FROM relations WHERE from_id = NEW.id;
  INSERT INTO relations (to_id, source, from_id) SELECT to_id, source, from_id FROM leading WHERE from_id = NEW.id;
END;
CREATE TRIGGER relate_page_anew AFTER UPDATE ON pages WHEN
  NEW.source IS NOT OLD.source OR NEW.settled_in IS NOT OLD.settled_in OR NEW.understood IS NOT OLD.understood
  OR NEW.content -> '$.members' IS NOT OLD.content -> '$.members' OR NEW.content -> '$.group' IS NOT OLD.content -> '$.group'
  OR NEW.content -> '$.owner' IS NOT OLD.content -> '$.owner'
BEGIN
  DELETE FROM relations WHERE from_id = NEW.id;
  INSERT INTO relations (to_id, source, from_id) SELECT to_id, source, from_id FROM leading WHERE from_id = NEW.id;
END;
CREATE TRIGGER relate_page_gone AFTER DELETE ON pages BEGIN
  DELETE FROM relations WHERE from_id = OLD.id;
END;

-- The code people see of a session, and the one an answer names; both as `typedCode` writes them. Null where it is not known: of rows
-- kept before there was a code, which are read with all that lives.
ALTER TABLE pages ADD COLUMN code TEXT;
ALTER TABLE answers ADD COLUMN code TEXT;
CREATE INDEX pages_by_code ON pages (code) WHERE code IS NOT NULL AND settled_in IS NULL;
CREATE INDEX answers_by_code ON answers (code) WHERE code IS NOT NULL AND settled_in IS NULL;
CREATE INDEX events_by_series ON events (content ->> '$.seriesId') WHERE content ->> '$.seriesId' IS NOT NULL AND settled_in IS NULL;
CREATE INDEX series_by_group ON series (group_id) WHERE settled_in IS NULL;
CREATE INDEX insights_bearing ON insights (key)
WHERE content ->> '$.action.kind' = 'add_check_ins' OR content ->> '$.id' = 'low_satisfaction';
CREATE INDEX addresses_by_page ON addresses (page_id);

-- What people were told today is known without counting: each command adds its own once it is carried out. What was before is counted here.
CREATE TRIGGER reach_more AFTER UPDATE OF state ON outbox
WHEN NEW.state = 'done' AND OLD.state <> 'done' AND NEW.invitations + NEW.moves + NEW.cancellations > 0
BEGIN
  INSERT INTO reached (day, approved, invitations, moves, cancellations, outsiders)
  VALUES (NEW.world_at / 86400000, NEW.approved, NEW.invitations, NEW.moves, NEW.cancellations, NEW.outsiders)
  ON CONFLICT (day, approved) DO UPDATE SET invitations = invitations + excluded.invitations, moves = moves + excluded.moves,
    cancellations = cancellations + excluded.cancellations, outsiders = outsiders + excluded.outsiders;
END;
-- One that is tried again on the same day is counted once.
CREATE TRIGGER reach_again AFTER UPDATE OF state ON outbox
WHEN OLD.state = 'done' AND NEW.state <> 'done' AND OLD.invitations + OLD.moves + OLD.cancellations > 0
  AND NEW.world_at / 86400000 = OLD.world_at / 86400000
BEGIN
  UPDATE reached SET invitations = invitations - OLD.invitations, moves = moves - OLD.moves,
    cancellations = cancellations - OLD.cancellations, outsiders = outsiders - OLD.outsiders
  WHERE day = OLD.world_at / 86400000 AND approved = OLD.approved;
END;
INSERT INTO reached (day, approved, invitations, moves, cancellations, outsiders)
SELECT world_at / 86400000, approved, sum(invitations), sum(moves), sum(cancellations), sum(outsiders) FROM outbox
WHERE invitations + moves + cancellations > 0 AND state = 'done' GROUP BY 1, 2
ON CONFLICT (day, approved) DO UPDATE SET invitations = max(invitations, excluded.invitations),
  moves = max(moves, excluded.moves), cancellations = max(cancellations, excluded.cancellations),
  outsiders = max(outsiders, excluded.outsiders);
