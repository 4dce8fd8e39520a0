-- Whom Krug is erasing, and what of theirs, from the first call outside until all is done: it goes on where it stopped.
CREATE TABLE erasing (
  email TEXT PRIMARY KEY,
  content TEXT NOT NULL
);

-- Submissions of people who were erased. Google keeps them and gives them out with the others: they are not read again.
CREATE TABLE erased_answers (
  response_id TEXT PRIMARY KEY
);
