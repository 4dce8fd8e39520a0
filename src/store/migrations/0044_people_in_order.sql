-- People are looked at slice by slice, in the order of their ids.
CREATE INDEX pages_people ON pages (id) WHERE source = 'people';
