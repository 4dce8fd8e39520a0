-- Krug's part of a page's body: the mark of what it says, the id of its box, and the marks of its lines. No words of anybody.
ALTER TABLE pages ADD COLUMN part TEXT;
