-- Why a kept page is not in its table any more; null while it is there.
ALTER TABLE pages ADD COLUMN absence TEXT;
