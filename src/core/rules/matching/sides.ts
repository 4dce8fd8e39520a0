import { FIT_RULES } from "../../domain/values/format.ts";
import type { Candidate } from "./candidate.ts";
import { brokenRule } from "./hardRules.ts";
import { type Helping, placesOf, type Side } from "./helping.ts";

/** With so few people who could be on either side every choice of sides is tried. */
const FEW_OPEN = 8;
/** Levels are 1 to 5: below, between and above them a line can be drawn. */
const LINES = [1, 2, 3, 4, 5, 6];
/** People left over whose other side is tried. */
const SWAPS = 8;

/**
 * The choices of sides that are worth trying, each in the order of the people.
 *
 * `stated` is the side each is on in any case (`statedSide`), null for those who can be on either: few of them are tried in
 * every combination, many divided by a level. In `reverse` the lower levels help.
 */
export function sidesToTry(
  people: readonly Candidate[],
  stated: readonly (Side | null)[],
  format: "mentor" | "reverse",
): Side[][] {
  const open = [...stated.keys()].filter(place => stated[place] === null);
  if (open.length <= FEW_OPEN)
    return Array.from({ length: 2 ** open.length }, (_, choice) =>
      stated.map((side, place) => side ?? (choice & (1 << open.indexOf(place)) ? "helper" : "helped")),
    );
  return LINES.map(line =>
    stated.map((side, place) => {
      const isAbove = (people[place]!.level ?? 0) >= line;
      return side ?? (isAbove === (FIT_RULES[format].helper?.is === "above") ? "helper" : "helped");
    }),
  );
}

/** The best choice again, with one of those left over on the other side each time. */
export function sidesSwapped(stated: readonly (Side | null)[], best: Helping): Side[][] {
  const placed = new Set(best.pairs.flat());
  const open = [...stated.keys()].filter(place => !placed.has(place) && stated[place] === null);
  return open
    .slice(0, SWAPS)
    .map(place => best.sides.map((side, other) => (other !== place ? side : side === "helper" ? "helped" : "helper")));
}

/**
 * The side somebody is on in any case: who helps already helps, who can help nobody is helped, and who only offers, or only
 * seeks, is on the side they said, where somebody's level fits. Null for who could be on either.
 */
export function statedSide(
  person: Candidate,
  people: readonly Candidate[],
  format: "mentor" | "reverse",
  mentees: ReadonlyMap<string, number> = new Map(),
): Side | null {
  if ((mentees.get(person.id) ?? 0) > 0) return "helper";
  if (placesOf(person) < 1) return "helped";
  const isHelper = person.offers.length > 0;
  if (isHelper === person.seeks.length > 0) return null;
  const fits = (other: Candidate) =>
    (isHelper ? brokenRule(person, other, format) : brokenRule(other, person, format)) === null;
  return people.some(fits) ? (isHelper ? "helper" : "helped") : null;
}
