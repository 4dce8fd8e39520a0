-- What is settled: groups of rounds long over, with all that is theirs. Runs don't load it (docs/what-is-settled.md). `settled_in` names
-- the group whose past a row is part of; null while it lives.
ALTER TABLE pages ADD COLUMN settled_in TEXT;
ALTER TABLE events ADD COLUMN settled_in TEXT;
ALTER TABLE links ADD COLUMN settled_in TEXT;
ALTER TABLE series ADD COLUMN settled_in TEXT;
ALTER TABLE answers ADD COLUMN settled_in TEXT;
ALTER TABLE page_keys ADD COLUMN settled_in TEXT;
ALTER TABLE acted_on ADD COLUMN settled_in TEXT;
ALTER TABLE facts ADD COLUMN settled_in TEXT;
-- How people and goals stood in periods long over: there `settled_in` names the programme.
ALTER TABLE goal_looks ADD COLUMN settled_in TEXT;
ALTER TABLE person_looks ADD COLUMN settled_in TEXT;
CREATE INDEX goal_looks_living ON goal_looks (programme_id) WHERE settled_in IS NULL;
CREATE INDEX person_looks_living ON person_looks (programme_id) WHERE settled_in IS NULL;
CREATE INDEX goal_looks_settled ON goal_looks (settled_in) WHERE settled_in IS NOT NULL;
CREATE INDEX person_looks_settled ON person_looks (settled_in) WHERE settled_in IS NOT NULL;
CREATE INDEX pages_living ON pages (id) WHERE settled_in IS NULL;
CREATE INDEX pages_living_made ON pages (source, created_at) WHERE settled_in IS NULL;
CREATE INDEX pages_settled_made ON pages (source, created_at) WHERE settled_in IS NOT NULL;
CREATE INDEX events_living ON events (id) WHERE settled_in IS NULL;
CREATE INDEX links_living ON links (session_id) WHERE settled_in IS NULL;
CREATE INDEX series_living ON series (id) WHERE settled_in IS NULL;
CREATE INDEX answers_living ON answers (response_id) WHERE settled_in IS NULL;
CREATE INDEX page_keys_living ON page_keys (key) WHERE settled_in IS NULL;
CREATE INDEX acted_on_living ON acted_on (cause) WHERE settled_in IS NULL;
CREATE INDEX pages_settled ON pages (settled_in) WHERE settled_in IS NOT NULL;
CREATE INDEX events_settled ON events (settled_in) WHERE settled_in IS NOT NULL;
CREATE INDEX links_settled ON links (settled_in) WHERE settled_in IS NOT NULL;
CREATE INDEX series_settled ON series (settled_in) WHERE settled_in IS NOT NULL;
CREATE INDEX answers_settled ON answers (settled_in) WHERE settled_in IS NOT NULL;
CREATE INDEX page_keys_settled ON page_keys (settled_in) WHERE settled_in IS NOT NULL;
CREATE INDEX acted_on_settled ON acted_on (settled_in) WHERE settled_in IS NOT NULL;
CREATE INDEX page_keys_by_page ON page_keys (page_id);
CREATE INDEX facts_settled ON facts (settled_in) WHERE settled_in IS NOT NULL;
CREATE INDEX facts_settled_by_period ON facts (programme_id, period) WHERE settled_in IS NOT NULL;

-- What rules know of settled groups: who was together in which round, who held the seat, whether they met.
CREATE TABLE past_groups (
  group_id TEXT PRIMARY KEY,
  programme_id TEXT NOT NULL,
  round INTEGER NOT NULL,
  content TEXT NOT NULL
);
CREATE INDEX past_groups_by_programme ON past_groups (programme_id, round);

-- How much of it there is: what was said after sessions, one a person and session.
CREATE TABLE past_programmes (
  programme_id TEXT PRIMARY KEY,
  reports INTEGER NOT NULL
);
CREATE TRIGGER count_past AFTER INSERT ON past_groups BEGIN
  INSERT INTO past_programmes (programme_id, reports) VALUES (NEW.programme_id, NEW.content ->> '$.reports')
  ON CONFLICT (programme_id) DO UPDATE SET reports = reports + excluded.reports;
END;
CREATE TRIGGER count_past_less AFTER DELETE ON past_groups BEGIN
  UPDATE past_programmes SET reports = reports - (OLD.content ->> '$.reports') WHERE programme_id = OLD.programme_id;
END;

-- The codes of settled sessions: a late answer names its session by one.
CREATE TABLE past_codes (
  code TEXT NOT NULL,
  group_id TEXT NOT NULL,
  PRIMARY KEY (code, group_id)
);
CREATE INDEX past_codes_by_group ON past_codes (group_id);

-- Addresses people went by in what is settled: guests of events, or only answers. `person_id` is whose, where Krug invited them under it.
CREATE TABLE past_addresses (
  address TEXT NOT NULL,
  email TEXT NOT NULL,
  person_id TEXT NOT NULL DEFAULT '',
  is_guest INTEGER NOT NULL,
  PRIMARY KEY (address, person_id, is_guest)
);

-- A settled group named here lives again at once, with all that is its own.
CREATE TABLE woken (
  group_id TEXT PRIMARY KEY
);
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
  DELETE FROM past_codes WHERE group_id = NEW.group_id;
  DELETE FROM woken WHERE group_id = NEW.group_id;
END;

-- The figures of a period are drawn anew once facts of it live again, also where nothing is left that they are drawn from.
CREATE TRIGGER measure_woken AFTER UPDATE OF settled_in ON facts WHEN OLD.settled_in IS NOT NULL AND NEW.settled_in IS NULL BEGIN
  UPDATE measured SET content = json_set(content, '$.marks."' || NEW.period || '"', '')
  WHERE programme_id = NEW.programme_id AND content ->> '$.marks' IS NOT NULL;
END;

-- Whatever writes on a settled row, or takes it away, wakes its group.
CREATE TRIGGER wake_by_page AFTER UPDATE ON pages WHEN OLD.settled_in IS NOT NULL AND NEW.settled_in IS NOT NULL BEGIN
  INSERT OR IGNORE INTO woken (group_id) VALUES (OLD.settled_in);
END;
CREATE TRIGGER wake_by_page_gone AFTER DELETE ON pages WHEN OLD.settled_in IS NOT NULL BEGIN
  INSERT OR IGNORE INTO woken (group_id) VALUES (OLD.settled_in);
END;
CREATE TRIGGER wake_by_event AFTER UPDATE ON events WHEN OLD.settled_in IS NOT NULL AND NEW.settled_in IS NOT NULL BEGIN
  INSERT OR IGNORE INTO woken (group_id) VALUES (OLD.settled_in);
END;
CREATE TRIGGER wake_by_event_gone AFTER DELETE ON events WHEN OLD.settled_in IS NOT NULL BEGIN
  INSERT OR IGNORE INTO woken (group_id) VALUES (OLD.settled_in);
END;
CREATE TRIGGER wake_by_link AFTER UPDATE ON links WHEN OLD.settled_in IS NOT NULL AND NEW.settled_in IS NOT NULL BEGIN
  INSERT OR IGNORE INTO woken (group_id) VALUES (OLD.settled_in);
END;
CREATE TRIGGER wake_by_link_gone AFTER DELETE ON links WHEN OLD.settled_in IS NOT NULL BEGIN
  INSERT OR IGNORE INTO woken (group_id) VALUES (OLD.settled_in);
END;
CREATE TRIGGER wake_by_series AFTER UPDATE ON series WHEN OLD.settled_in IS NOT NULL AND NEW.settled_in IS NOT NULL BEGIN
  INSERT OR IGNORE INTO woken (group_id) VALUES (OLD.settled_in);
END;
CREATE TRIGGER wake_by_series_gone AFTER DELETE ON series WHEN OLD.settled_in IS NOT NULL BEGIN
  INSERT OR IGNORE INTO woken (group_id) VALUES (OLD.settled_in);
END;
CREATE TRIGGER wake_by_answer AFTER UPDATE ON answers WHEN OLD.settled_in IS NOT NULL AND NEW.settled_in IS NOT NULL BEGIN
  INSERT OR IGNORE INTO woken (group_id) VALUES (OLD.settled_in);
END;
CREATE TRIGGER wake_by_answer_gone AFTER DELETE ON answers WHEN OLD.settled_in IS NOT NULL BEGIN
  INSERT OR IGNORE INTO woken (group_id) VALUES (OLD.settled_in);
END;

-- So does a page that carries the key of a settled one, or a session in a settled group, and an event or a notice of a settled session.
CREATE TRIGGER wake_by_new_page AFTER INSERT ON pages BEGIN
  INSERT OR IGNORE INTO woken (group_id)
  SELECT settled_in FROM pages WHERE settled_in IS NOT NULL AND id IN (
    NEW.content ->> '$.group[0]', (SELECT page_id FROM page_keys WHERE key = NEW.content ->> '$.key')
  );
END;
CREATE TRIGGER wake_by_altered_page AFTER UPDATE OF content ON pages WHEN NEW.settled_in IS NULL BEGIN
  INSERT OR IGNORE INTO woken (group_id)
  SELECT settled_in FROM pages WHERE settled_in IS NOT NULL AND id IN (
    NEW.content ->> '$.group[0]', (SELECT page_id FROM page_keys WHERE key = NEW.content ->> '$.key')
  );
END;
CREATE TRIGGER wake_by_new_event AFTER INSERT ON events WHEN NEW.session_id IS NOT NULL BEGIN
  INSERT OR IGNORE INTO woken (group_id) SELECT settled_in FROM pages WHERE settled_in IS NOT NULL AND id = NEW.session_id;
END;
CREATE TRIGGER wake_by_new_series AFTER INSERT ON series BEGIN
  INSERT OR IGNORE INTO woken (group_id) SELECT settled_in FROM pages WHERE settled_in IS NOT NULL AND id = NEW.group_id;
END;
CREATE TRIGGER wake_by_notice AFTER INSERT ON notices BEGIN
  INSERT OR IGNORE INTO woken (group_id) SELECT settled_in FROM pages WHERE settled_in IS NOT NULL AND id = NEW.page_id;
END;

-- What settled groups came to goes by who their people are: a name, an address, whether they are there; and by when and how their
-- programme began and its rounds go.
CREATE TRIGGER wake_by_person AFTER UPDATE OF content, absence ON pages WHEN NEW.source = 'people' AND (
  NEW.content ->> '$.name' IS NOT OLD.content ->> '$.name' OR NEW.content ->> '$.email' IS NOT OLD.content ->> '$.email'
  OR NEW.content ->> '$.otherEmails' IS NOT OLD.content ->> '$.otherEmails' OR NEW.absence IS NOT OLD.absence
) BEGIN
  INSERT OR IGNORE INTO woken (group_id) SELECT group_id FROM past_groups WHERE instr(content, NEW.id) > 0;
END;
CREATE TRIGGER wake_by_person_gone AFTER DELETE ON pages WHEN OLD.source = 'people' BEGIN
  INSERT OR IGNORE INTO woken (group_id) SELECT group_id FROM past_groups WHERE instr(content, OLD.id) > 0;
END;
CREATE TRIGGER wake_by_programme AFTER UPDATE OF content ON pages WHEN NEW.source = 'programmes' AND (
  NEW.content ->> '$.start' IS NOT OLD.content ->> '$.start' OR NEW.content ->> '$.zone' IS NOT OLD.content ->> '$.zone'
  OR NEW.content ->> '$.format' IS NOT OLD.content ->> '$.format'
  OR NEW.content ->> '$.roundWeeks' IS NOT OLD.content ->> '$.roundWeeks'
) BEGIN
  INSERT OR IGNORE INTO woken (group_id) SELECT group_id FROM past_groups WHERE programme_id = NEW.id;
  INSERT OR IGNORE INTO woken (group_id) VALUES (NEW.id);
END;
