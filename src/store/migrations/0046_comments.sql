-- Who commented on a question of the help board, and when: ids alone, no words of anybody.
ALTER TABLE pages ADD COLUMN comments TEXT;
