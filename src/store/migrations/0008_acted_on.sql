-- What people said in a reply to a letter or in a form, as far as Krug has acted on it: once, however often it is read again.
CREATE TABLE acted_on (
  cause TEXT PRIMARY KEY,
  said TEXT NOT NULL,
  at INTEGER NOT NULL -- world time
);
