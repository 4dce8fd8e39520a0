/**
 * How many tables people write in a sweep lists: programmes, people, goals, groups, sessions, help, gatherings, steps, and one of resources,
 * thanks, answers, guides, experts and aims.
 */
export const TABLES_LISTED = 9;

/** All of them: what a sweep lists that comes an hour after the last, and the first of a day. */
export const ALL_TABLES_LISTED = 14;
