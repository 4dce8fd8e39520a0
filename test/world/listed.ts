/** How many tables people write in, each of which a sweep lists: programmes, people, goals, groups, sessions, resources, help, gatherings, thanks, steps, answers. */
export const TABLES_LISTED = 11;
