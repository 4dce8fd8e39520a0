-- A step leads to its owners, as a goal does: ticking one reads what lies near it (0037_near.sql).
DROP TRIGGER relate_page;
DROP TRIGGER relate_page_anew;
DROP VIEW leading;
CREATE VIEW leading AS
SELECT DISTINCT pages.id AS from_id, pages.source, named.value AS to_id
FROM pages, json_each(json_array(
  coalesce(pages.content -> '$.members', '[]'), coalesce(pages.content -> '$.group', '[]'), coalesce(pages.content -> '$.owner', '[]'),
  coalesce(pages.understood -> '$.members', '[]'), coalesce(pages.understood -> '$.group', '[]'), coalesce(pages.understood -> '$.owner', '[]')
)) AS columns, json_each(columns.value) AS named
WHERE pages.source IN ('groups', 'sessions', 'roadmap', 'steps') AND pages.settled_in IS NULL AND named.type = 'text';
CREATE TRIGGER relate_page AFTER INSERT ON pages WHEN NEW.source IN ('groups', 'sessions', 'roadmap', 'steps') BEGIN
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
