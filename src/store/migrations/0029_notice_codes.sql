-- One notice for each kind of thing given up, told apart by its code: what a notice says is sealed and not compared.
UPDATE OR REPLACE notices SET code = code || ':' || (problem ->> 'what') WHERE code = 'given_up';
