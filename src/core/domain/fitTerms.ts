/**
 * The reasons for or against two people: what one offers and the other seeks; how far apart their levels are; a language and
 * working time in common; one style; a wish for the other, which is private; other teams; how many mentees a mentor has
 * already; how often they have met.
 */
export type FitTermName = "offer" | "level" | "language" | "hours" | "style" | "wish" | "team" | "load" | "met";

/** The most points each term can give; a coordinator may change any of them. 0 leaves a term out. */
export type FitWeights = Readonly<Record<FitTermName, number>>;

export const MOST_WEIGHT = 1000;
