-- Digests of the ids of pages that were emptied and put in the trash when a person was erased: a backup made before that, once taken
-- back, is cleaned of them again. A digest of a random id leads back to nobody who does not hold the id.
CREATE TABLE erased_pages (
  digest TEXT PRIMARY KEY
);
