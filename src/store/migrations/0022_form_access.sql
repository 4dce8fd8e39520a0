-- Who may answer a form, as Krug last gave or saw it; null before the first time.
ALTER TABLE forms ADD COLUMN access TEXT;
