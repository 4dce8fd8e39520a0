import type { FitWeights } from "../../domain/fitTerms.ts";
import { skillIdentity } from "../../domain/skill.ts";
import { type FitFormat, isAmongPeers } from "../../domain/values/format.ts";
import type { Language } from "../../domain/values/language.ts";
import type { LocalDate } from "../../domain/values/time.ts";
import type { Candidate } from "./candidate.ts";
import { offeredSkills, sharedLanguages } from "./fit.ts";
import { FIT_WEIGHTS } from "./fitWeights.ts";
import { type Profile, profileOf } from "./profile.ts";
import { type SharedTime, sharedBits, sharedTime } from "./sharedHours.ts";

/**
 * Why people fit, in terms all of them may see: no level, no wish and no load is part of it, and requests to be
 * kept apart are unknown here.
 */
export interface GroupReasons {
  /** What one offers and another seeks, most skills first. */
  offers: { from: string; to: string; skills: string[] }[];
  /** The languages all named; null when at least one named none. */
  languages: Language[] | null;
  /** When all work, by the clocks of `zone`; null when there is hardly such a time. */
  time: SharedTime | null;
  zone: string;
  /** True when the members live by different clocks, so that the zone has to be told. */
  hasOtherZones: boolean;
  /** True when all named the same style, and when all named different teams. */
  isSameStyle: boolean;
  areOtherTeams: boolean;
}

interface ReasonsRequest {
  format: FitFormat;
  /** What has no weight is no reason and not told; working time is, for it says when they can meet. */
  weights?: FitWeights;
  /** In `mentor` and `reverse` the helper first. */
  members: readonly Candidate[];
  week: LocalDate;
  /** The programme's zone. */
  zone: string;
  sameSkills?: readonly (readonly string[])[];
  /** What the explanation calls a person. */
  nameOf: (id: string) => string;
}

/** The reasons for a group, drawn from its members alone: other people change nothing. */
export function groupReasons(request: ReasonsRequest): GroupReasons {
  const { members, week, zone, weights = FIT_WEIGHTS[request.format], sameSkills = [] } = request;
  const skill = skillIdentity(sameSkills);
  const people = members.map(member => profileOf(member, week, skill));
  const styles = new Set(members.map(({ style }) => style));
  const teams = new Set(people.map(({ team }) => team));
  return {
    offers: weights.offer === 0 ? [] : offersOf(people, request),
    languages: weights.language === 0 ? null : sharedLanguages(people),
    time: sharedTime(sharedBits(people.map(person => person.week)), zone, week),
    zone,
    hasOtherZones: members.some(member => member.zone !== zone),
    isSameStyle: weights.style > 0 && members.length > 1 && styles.size === 1 && !styles.has(null),
    areOtherTeams: weights.team > 0 && members.length > 1 && teams.size === members.length && !teams.has(""),
  };
}

function offersOf(people: readonly Profile[], { format, nameOf }: ReasonsRequest): GroupReasons["offers"] {
  const helpers = isAmongPeers(format) ? people : people.slice(0, 1);
  const offers = helpers.flatMap(from =>
    people
      .filter(to => to !== from)
      .map(to => ({
        from: nameOf(from.candidate.id),
        to: nameOf(to.candidate.id),
        skills: offeredSkills(from, to),
      })),
  );
  return offers.filter(({ skills }) => skills.length > 0).sort((a, b) => b.skills.length - a.skills.length);
}
