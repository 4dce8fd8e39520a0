import fc from "fast-check";

/** Properties draw the same cases each time; `npm run laws` and `npm run faults` look for new ones. */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20270111 });
