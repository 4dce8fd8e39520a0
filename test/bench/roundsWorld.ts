import type { Row } from "../../src/core/domain/values/row.ts";
import { type Candidate, candidateOf } from "../../src/core/rules/matching/candidate.ts";
import type { Mirror } from "../../src/core/state/mirror.ts";
import { snapshotOf } from "../../src/core/state/snapshot.ts";
import { aMirror, aPerson, aProgramme, at, on } from "../world/builders.ts";
import { peopleOf } from "./matchingWorlds.ts";

/** The day on which the groups of the first round are formed. */
export const FORMED_ON = at("2027-01-07T08:00:00Z");
/** The week whose working hours are compared. */
export const ROUND_WEEK = "2027-01-11";

const HOURS = ["Mon-Fri 9-17", "Mon-Fri 8-16", "Mon-Thu 9-18; Fri 9-13", "Mon-Wed 13-19", "Tue-Sat 10-16"];

/** A programme of pairs by fit with so many people of a shape, before its first round: the pages of it. */
export function crowdOf(shape: string, count: number): Mirror {
  const people = peopleOf(shape, count, "round").map(({ level, team, zone, style, ...said }, place): Row => {
    const languages = [...said.languages];
    const values = {
      level,
      team,
      zone,
      languages,
      hours: HOURS[place % HOURS.length] ?? "",
      ...(style === null ? {} : { style: style === "listening" ? "questions" : style }),
    };
    return aPerson(`Person${place}`, { ...values, offers: [...said.offers], seeks: [...said.seeks] });
  });
  return aMirror([aProgramme({ matching: "best_fit", start: on("2027-01-11") }), ...people]);
}

/** The people of it as the rules of matching see them. */
export function candidatesIn(mirror: Mirror): Candidate[] {
  return [...snapshotOf(mirror).people.values()].map(person => candidateOf(person));
}
