-- Names of one skill are one in the figures, and flat data has no effect size: what is not frozen is measured anew.
UPDATE measured SET content = json_object('frozenBefore', content ->> 'frozenBefore');
