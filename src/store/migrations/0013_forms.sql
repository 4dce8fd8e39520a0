-- What Krug last wrote into a form, and how the form was when it was last looked at; null before the first time.
ALTER TABLE forms ADD COLUMN written TEXT;
ALTER TABLE forms ADD COLUMN look TEXT;
-- The form this one was made in place of, when that was deleted.
ALTER TABLE forms ADD COLUMN replaces TEXT;
