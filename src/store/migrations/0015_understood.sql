-- Cells of a page that could not be read, and what was last understood of the columns that are not understood now; null where
-- everything is.
ALTER TABLE pages ADD COLUMN unread TEXT;
ALTER TABLE pages ADD COLUMN understood TEXT;
