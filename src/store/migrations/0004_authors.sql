-- Whose the last edit of a page was, and who made it: Krug, or a person.
ALTER TABLE pages ADD COLUMN edited_by TEXT;
ALTER TABLE pages ADD COLUMN created_by TEXT;

-- Which page a key belongs to. A copy that people make of a page carries its key too and is another page.
CREATE TABLE page_keys (
  key TEXT PRIMARY KEY,
  page_id TEXT NOT NULL
);
