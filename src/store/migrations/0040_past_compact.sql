-- What is kept of settled groups takes a third of the room: who was in a group is named by small numbers, and codes name their group by one.

-- The numbers of people and programmes, by their pages.
CREATE TABLE past_ids (
  number INTEGER PRIMARY KEY,
  page_id TEXT NOT NULL UNIQUE
);

-- What is built anew, and what names it.
DROP TRIGGER wake;
DROP TRIGGER wake_by_person;
DROP TRIGGER wake_by_person_gone;
DROP TRIGGER wake_by_programme;
DROP TRIGGER count_past;
DROP TRIGGER count_past_less;
DROP INDEX past_groups_by_programme;
DROP INDEX past_codes_by_group;
ALTER TABLE past_groups RENAME TO past_groups_before;
ALTER TABLE past_codes RENAME TO past_codes_before;
ALTER TABLE past_addresses RENAME TO past_addresses_before;

INSERT INTO past_ids (page_id)
SELECT programme_id FROM past_groups_before
UNION SELECT value FROM past_groups_before, json_each(content -> '$.memberIds')
UNION SELECT content ->> '$.facilitatorId' FROM past_groups_before WHERE content ->> '$.facilitatorId' IS NOT NULL;

-- `members` are numbers in their order, a space before and after each.
CREATE TABLE past_groups (
  number INTEGER PRIMARY KEY,
  group_id TEXT NOT NULL UNIQUE,
  programme INTEGER NOT NULL,
  round INTEGER NOT NULL,
  members TEXT NOT NULL,
  facilitator INTEGER,
  has_met INTEGER NOT NULL,
  reports INTEGER NOT NULL
);
CREATE INDEX past_groups_by_programme ON past_groups (programme, round);
INSERT INTO past_groups (group_id, programme, round, members, facilitator, has_met, reports)
SELECT group_id, programmes.number, round,
  ' ' || coalesce((
    SELECT group_concat(number || ' ', '' ORDER BY member.key)
    FROM json_each(content -> '$.memberIds') AS member JOIN past_ids ON page_id = member.value
  ), ''),
  (SELECT number FROM past_ids WHERE page_id = content ->> '$.facilitatorId'), content ->> '$.hasMet', content ->> '$.reports'
FROM past_groups_before JOIN past_ids AS programmes ON programmes.page_id = programme_id;

CREATE TABLE past_codes (
  code TEXT NOT NULL,
  group_number INTEGER NOT NULL,
  PRIMARY KEY (code, group_number)
) WITHOUT ROWID;
CREATE INDEX past_codes_by_group ON past_codes (group_number);
INSERT INTO past_codes (code, group_number)
SELECT code, number FROM past_codes_before JOIN past_groups USING (group_id);

CREATE TABLE past_addresses (
  address TEXT NOT NULL,
  email TEXT NOT NULL,
  person_id TEXT NOT NULL DEFAULT '',
  is_guest INTEGER NOT NULL,
  PRIMARY KEY (address, person_id, is_guest)
) WITHOUT ROWID;
INSERT INTO past_addresses (address, email, person_id, is_guest)
SELECT address, email, person_id, is_guest FROM past_addresses_before;

DROP TABLE past_groups_before;
DROP TABLE past_codes_before;
DROP TABLE past_addresses_before;

CREATE TRIGGER count_past AFTER INSERT ON past_groups BEGIN
  INSERT INTO past_programmes (programme_id, reports) SELECT page_id, NEW.reports FROM past_ids WHERE number = NEW.programme
  ON CONFLICT (programme_id) DO UPDATE SET reports = reports + excluded.reports;
END;
-- A group's codes go with it.
CREATE TRIGGER count_past_less AFTER DELETE ON past_groups BEGIN
  UPDATE past_programmes SET reports = reports - OLD.reports
  WHERE programme_id = (SELECT page_id FROM past_ids WHERE number = OLD.programme);
  DELETE FROM past_codes WHERE group_number = OLD.number;
END;

CREATE TRIGGER wake AFTER INSERT ON woken BEGIN
  UPDATE pages SET settled_in = NULL WHERE settled_in = NEW.group_id;
  UPDATE events SET settled_in = NULL WHERE settled_in = NEW.group_id;
  UPDATE links SET settled_in = NULL WHERE settled_in = NEW.group_id;
  UPDATE series SET settled_in = NULL WHERE settled_in = NEW.group_id;
  UPDATE answers SET settled_in = NULL WHERE settled_in = NEW.group_id;
  UPDATE page_keys SET settled_in = NULL WHERE settled_in = NEW.group_id;
  UPDATE acted_on SET settled_in = NULL WHERE settled_in = NEW.group_id;
  UPDATE facts SET settled_in = NULL WHERE settled_in = NEW.group_id;
  UPDATE goal_looks SET settled_in = NULL WHERE settled_in = NEW.group_id;
  UPDATE person_looks SET settled_in = NULL WHERE settled_in = NEW.group_id;
  DELETE FROM past_groups WHERE group_id = NEW.group_id;
  DELETE FROM woken WHERE group_id = NEW.group_id;
END;
CREATE TRIGGER wake_by_person AFTER UPDATE OF content, absence ON pages WHEN NEW.source = 'people' AND (
  NEW.content ->> '$.name' IS NOT OLD.content ->> '$.name' OR NEW.content ->> '$.email' IS NOT OLD.content ->> '$.email'
  OR NEW.content ->> '$.otherEmails' IS NOT OLD.content ->> '$.otherEmails' OR NEW.absence IS NOT OLD.absence
) BEGIN
  INSERT OR IGNORE INTO woken (group_id)
  SELECT group_id FROM past_ids JOIN past_groups ON instr(members, ' ' || past_ids.number || ' ') > 0 OR facilitator = past_ids.number
  WHERE page_id = NEW.id;
END;
CREATE TRIGGER wake_by_person_gone AFTER DELETE ON pages WHEN OLD.source = 'people' BEGIN
  INSERT OR IGNORE INTO woken (group_id)
  SELECT group_id FROM past_ids JOIN past_groups ON instr(members, ' ' || past_ids.number || ' ') > 0 OR facilitator = past_ids.number
  WHERE page_id = OLD.id;
END;
CREATE TRIGGER wake_by_programme AFTER UPDATE OF content ON pages WHEN NEW.source = 'programmes' AND (
  NEW.content ->> '$.start' IS NOT OLD.content ->> '$.start' OR NEW.content ->> '$.zone' IS NOT OLD.content ->> '$.zone'
  OR NEW.content ->> '$.format' IS NOT OLD.content ->> '$.format'
  OR NEW.content ->> '$.roundWeeks' IS NOT OLD.content ->> '$.roundWeeks'
) BEGIN
  INSERT OR IGNORE INTO woken (group_id)
  SELECT group_id FROM past_groups WHERE programme = (SELECT number FROM past_ids WHERE page_id = NEW.id);
  INSERT OR IGNORE INTO woken (group_id) VALUES (NEW.id);
END;
