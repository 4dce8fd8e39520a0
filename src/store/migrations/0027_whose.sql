-- Which page of People shows an address, or showed it, and since when: who had it first has it.
CREATE TABLE addresses (
  address TEXT NOT NULL,
  page_id TEXT NOT NULL,
  email TEXT NOT NULL,
  had_as TEXT NOT NULL,
  since INTEGER NOT NULL,
  is_first INTEGER NOT NULL,
  PRIMARY KEY (address, page_id)
);

-- Who is a coordinator beside those in the settings: whom the Worker is signed in to Google as ('signed_in'), whom a coordinator
-- confirmed ('confirmed'), and whom pages named before this was asked ('known').
CREATE TABLE coordinators (
  email TEXT NOT NULL PRIMARY KEY,
  page_id TEXT,
  state TEXT NOT NULL
);
INSERT OR IGNORE INTO coordinators (email, page_id, state)
SELECT lower(trim(people.content ->> 'email')), people.id, 'known'
FROM pages AS programmes, json_each(programmes.content, '$.coordinator') AS named
JOIN pages AS people ON people.id = named.value AND people.source = 'people'
WHERE programmes.source = 'programmes' AND coalesce(trim(people.content ->> 'email'), '') <> '';
INSERT OR IGNORE INTO coordinators (email, page_id, state)
SELECT lower(trim(people.content ->> 'email')), people.id, 'known'
FROM pages AS programmes, json_each(programmes.content, '$.secondCoordinator') AS named
JOIN pages AS people ON people.id = named.value AND people.source = 'people'
WHERE programmes.source = 'programmes' AND coalesce(trim(people.content ->> 'email'), '') <> '';

-- What people changed on a page of People that its person is told of. `at` is the edit's own time.
CREATE TABLE page_changes (
  page_id TEXT NOT NULL,
  what TEXT NOT NULL,
  was TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (page_id, what, at)
);
