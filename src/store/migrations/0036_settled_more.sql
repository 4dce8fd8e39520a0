-- What is settled page by page (docs/what-is-settled.md): rows of Metrics, surveys, digests, goals, thanks, webinars and classes.
-- There `settled_in` names the page itself. Whatever is written on it wakes it (0033); so does what is told apart from it by its words alone.

-- A goal called alike, of the same person, may be a copy of it.
CREATE INDEX goals_settled_by_owner ON pages (content ->> '$.owner[0]') WHERE source = 'roadmap' AND settled_in IS NOT NULL;
CREATE TRIGGER wake_by_new_goal AFTER INSERT ON pages WHEN NEW.source = 'roadmap' BEGIN
  INSERT OR IGNORE INTO woken (group_id)
  SELECT settled_in FROM pages WHERE source = 'roadmap' AND settled_in IS NOT NULL AND content ->> '$.owner[0]' = NEW.content ->> '$.owner[0]'
    AND (instr(NEW.content ->> '$.title', content ->> '$.title') > 0 OR instr(content ->> '$.title', NEW.content ->> '$.title') > 0);
END;
CREATE TRIGGER wake_by_altered_goal AFTER UPDATE OF content ON pages WHEN NEW.source = 'roadmap' BEGIN
  INSERT OR IGNORE INTO woken (group_id)
  SELECT settled_in FROM pages WHERE source = 'roadmap' AND settled_in IS NOT NULL AND content ->> '$.owner[0]' = NEW.content ->> '$.owner[0]'
    AND (instr(NEW.content ->> '$.title', content ->> '$.title') > 0 OR instr(content ->> '$.title', NEW.content ->> '$.title') > 0);
END;

-- So may a webinar or class at the same time.
CREATE TRIGGER wake_by_new_gathering AFTER INSERT ON pages WHEN NEW.source = 'gatherings' BEGIN
  INSERT OR IGNORE INTO woken (group_id)
  SELECT settled_in FROM pages WHERE source = 'gatherings' AND settled_in IS NOT NULL
    AND unixepoch(content ->> '$.when.start') = unixepoch(NEW.content ->> '$.when.start');
END;
CREATE TRIGGER wake_by_altered_gathering AFTER UPDATE OF content ON pages WHEN NEW.source = 'gatherings' BEGIN
  INSERT OR IGNORE INTO woken (group_id)
  SELECT settled_in FROM pages WHERE source = 'gatherings' AND settled_in IS NOT NULL
    AND unixepoch(content ->> '$.when.start') = unixepoch(NEW.content ->> '$.when.start');
END;

-- Whether a thank-you counts goes by those before it between the same two.
CREATE TRIGGER wake_by_old_thanks AFTER INSERT ON pages WHEN NEW.source = 'thanks' AND EXISTS (
  SELECT 1 FROM pages WHERE source = 'thanks' AND settled_in IS NOT NULL AND created_at > NEW.created_at - 28 * 86400000
) BEGIN
  INSERT OR IGNORE INTO woken (group_id)
  SELECT settled_in FROM pages WHERE source = 'thanks' AND settled_in IS NOT NULL
    AND EXISTS (SELECT 1 FROM json_each(NEW.content -> '$.from') AS giver WHERE instr(pages.content ->> '$.from', giver.value) > 0);
END;
CREATE TRIGGER wake_by_altered_thanks AFTER UPDATE OF content ON pages WHEN NEW.source = 'thanks' AND (
  NEW.content ->> '$.from' IS NOT OLD.content ->> '$.from' OR NEW.content ->> '$.to' IS NOT OLD.content ->> '$.to'
) BEGIN
  INSERT OR IGNORE INTO woken (group_id)
  SELECT settled_in FROM pages WHERE source = 'thanks' AND settled_in IS NOT NULL
    AND EXISTS (SELECT 1 FROM json_each(NEW.content -> '$.from') AS giver WHERE instr(pages.content ->> '$.from', giver.value) > 0);
END;

-- A page that names somebody whose own page is gone says so.
CREATE TRIGGER wake_by_named_gone AFTER DELETE ON pages WHEN OLD.source = 'people' BEGIN
  INSERT OR IGNORE INTO woken (group_id)
  SELECT settled_in FROM pages WHERE source IN ('roadmap', 'thanks', 'gatherings') AND settled_in IS NOT NULL AND instr(content, OLD.id) > 0;
END;
