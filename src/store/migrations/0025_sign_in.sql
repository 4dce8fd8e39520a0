-- Who is signed in to the dashboard: digests of the sessions' random words, never the words.
CREATE TABLE sign_ins (
  digest TEXT PRIMARY KEY,
  role TEXT NOT NULL CHECK (role IN ('coordinator', 'reader')),
  -- Tells tokens apart without giving them away: with another token the session has ended.
  token_mark TEXT NOT NULL,
  ends_at INTEGER NOT NULL
);

-- Wrong tokens brought from one address within one minute of the wall clock.
CREATE TABLE wrong_tries (
  address TEXT NOT NULL,
  minute INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  PRIMARY KEY (address, minute)
);
