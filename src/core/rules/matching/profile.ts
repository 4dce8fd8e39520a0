import { findable } from "../../domain/values/content.ts";
import { LANGUAGES } from "../../domain/values/language.ts";
import type { LocalDate } from "../../domain/values/time.ts";
import type { Candidate } from "./candidate.ts";
import { type WeekBits, weekBits } from "./sharedHours.ts";

/** A person made ready for being compared with many others. */
export interface Profile {
  candidate: Candidate;
  /** The skill's identity, and how the person writes it. */
  offers: ReadonlyMap<string, string>;
  seeks: ReadonlySet<string>;
  /** One bit a language; 0 when none was said. */
  languages: number;
  week: WeekBits;
  /** Empty when none was said. */
  team: string;
  wishes: ReadonlySet<string>;
}

/** `week` is the Monday of the week whose working hours are compared, `skill` tells which names mean one skill. */
export function profileOf(candidate: Candidate, week: LocalDate, skill: (name: string) => string): Profile {
  const offers = new Map<string, string>();
  for (const name of candidate.offers) {
    const key = skill(name);
    if (key !== "" && !offers.has(key)) offers.set(key, name.normalize("NFC").trim().replace(/\s+/g, " "));
  }
  return {
    candidate,
    offers,
    seeks: new Set(candidate.seeks.map(skill).filter(key => key !== "")),
    languages: candidate.languages.reduce((bits, language) => bits | (1 << LANGUAGES.indexOf(language)), 0),
    week: weekBits(candidate.hours, candidate.zone, week),
    team: findable(candidate.team),
    wishes: new Set(candidate.wishes),
  };
}
