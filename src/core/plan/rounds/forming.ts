// What it decides: the groups of a round as they are to be formed, for each format, and what mends the small ones.
// Idea: what the programme's pages say is handed to the rule of its format; nothing is remembered here.
// Source: docs/how-matching-decides.md#rounds; the rules are in ../../rules/matching.

import type { Command } from "../../domain/command.ts";
import type { FitWeights } from "../../domain/fitTerms.ts";
import type { Person } from "../../domain/person.ts";
import type { Programme, Round } from "../../domain/programme.ts";
import { skillIdentity } from "../../domain/skill.ts";
import { type FitFormat, rulesOf } from "../../domain/values/format.ts";
import { markOf } from "../../domain/values/hash.ts";
import { keptIn } from "../../domain/values/maps.ts";
import { type LocalDate, mondayOf } from "../../domain/values/time.ts";
import { weightsText } from "../../domain/writtenWeights.ts";
import { restingIn } from "../../rules/insights/acting.ts";
import { fitsById, planBestFit } from "../../rules/matching/bestFit.ts";
import { type Candidate, candidateOf } from "../../rules/matching/candidate.ts";
import { type GroupReasons, groupReasons } from "../../rules/matching/fit.ts";
import { fitWeights } from "../../rules/matching/fitWeights.ts";
import { MENTEES, type MentorsRequest } from "../../rules/matching/mentors.ts";
import { planPairs } from "../../rules/matching/pairs.ts";
import { nextSeat, weightedSeats } from "../../rules/matching/seats.ts";
import { planTriads } from "../../rules/matching/triads.ts";
import { takesSessions } from "../../rules/scheduling/attending.ts";
import type { ProgrammeNeeds } from "../../rules/surveys/needs.ts";
import type { byHandIn } from "../../state/byHand.ts";
import { namesOf } from "../../state/snapshot.ts";
import type { Planning } from "../pass/planning.ts";
import { type EarlierRounds, groupsOf } from "./roundHistory.ts";

/** What there is to form a round of small groups from. */
export interface Forming {
  planning: Planning;
  programme: Programme;
  round: Round;
  /** In the programme's zone. */
  today: LocalDate;
  /** Everybody in the programme who may be matched, by id. */
  people: readonly Person[];
  /** True for people who take part in this round. */
  isPresent: (person: Person) => boolean;
  /** How many groups of this round the person's weeks can hold. */
  roomOf: (person: Person) => number;
  byHand: ReturnType<typeof byHandIn>;
  earlier: EarlierRounds;
  seed: string;
  /** What people asked for privately, including who is kept apart. */
  needs: Pick<ProgrammeNeeds, "wishes" | "apart">;
}

/** A group as it is to be formed. */
export interface FormedGroup {
  members: string[];
  /** Who keeps a triad's talk to its goals; null where nobody does. */
  keeper: string | null;
  /** Who helps the others, where one side helps the other; null among peers. */
  helper: string | null;
}

/** True where people are put together by what they offer and seek; circles are not. */
export function isByFit(programme: Programme): boolean {
  return programme.matching === "best_fit" && fitFormat(programme) !== null;
}

/** The rules of fit a programme's format goes by; null where it has none. */
export function fitFormat({ format }: Pick<Programme, "format">): FitFormat | null {
  return rulesOf(format).fit;
}

/** The round's groups of two and three. Sorted by id, within groups and among them; in a programme of triads with keepers. */
export function formSmallGroups(forming: Forming): FormedGroup[] {
  if (rulesOf(forming.programme.format).grouping === "triads") {
    const matching = isByFit(forming.programme) ? "best_fit" : "random";
    const { groups } = planTriads({ ...fitRequest(forming), matching, timesKept: timesKept(forming) });
    return groups.map(group => ({ ...group, helper: null }));
  }
  return formPairs(forming).map(members => ({ members, keeper: null, helper: null }));
}

/** What the pairs of a round in which one helps the other are planned from. Chosen at random, only sides, levels and places count. */
export function helpRequest(forming: Forming, format: "mentor" | "reverse"): MentorsRequest {
  const weights = isByFit(forming.programme) ? {} : { weights: fitWeights(format, ONLY_PLACES).weights };
  return { ...fitRequest(forming), format, ...weights };
}

/** What is left of fit where helpers are drawn: that people have not met, and that mentees are spread. */
const ONLY_PLACES = { offer: 0, level: 0, language: 0, hours: 0, style: 0, wish: 0, team: 0 };

function formPairs(forming: Forming): string[][] {
  const { programme, people, isPresent, earlier, seed, needs } = forming;
  const cameToTriads = earlier.timesInThree();
  if (isByFit(programme)) return planBestFit({ ...fitRequest(forming), cameToTriads }).groups;
  const idsOf = (some: readonly Person[]) => some.map(({ id }) => id);
  return planPairs({
    people: idsOf(people.filter(isPresent)),
    away: idsOf(people.filter(person => !isPresent(person))),
    met: earlier.met,
    seed,
    cameToTriads,
    forbidden: needs.apart,
  });
}

/**
 * Who keeps the talk of a group that changed: its keeper, as long as they are in it, else the one who was it least.
 * Null in a group of two, and where the format has no keeper.
 */
export function keeperWithin(forming: Forming, memberIds: readonly string[], current: string | null): string | null {
  const { programme, seed } = forming;
  if (rulesOf(programme.format).grouping !== "triads" || memberIds.length < 3) return null;
  return current !== null && memberIds.includes(current) ? current : nextSeat(memberIds, timesKept(forming), seed);
}

/** How often each held a group's seat in earlier rounds; whoever rests, after all others. */
export function timesKept({ earlier, planning, programme }: Forming): ReadonlyMap<string, number> {
  return weightedSeats(earlier.timesKept(), restingIn(planning.snapshot, programme));
}

/** The points of two people for joining a round under way; undefined where the programme does not go by fit. */
export function fitWithin(forming: Forming): ((a: string, b: string) => number | null) | undefined {
  return isByFit(forming.programme) ? fitsById(fitRequest(forming)) : undefined;
}

/** Why these people fit, as all of them may read it, who helps first; undefined where the programme does not go by fit. */
function reasonsFor(
  { planning: { snapshot }, programme, round }: Forming,
  memberIds: readonly string[],
): GroupReasons | undefined {
  const format = fitFormat(programme);
  if (format === null || !isByFit(programme)) return undefined;
  return groupReasons({
    format,
    weights: weightsOf(programme),
    members: memberIds.flatMap(id => snapshot.people.get(id) ?? []).map(person => candidateOf(person)),
    week: weekOf(round),
    zone: programme.zone,
    nameOf: id => snapshot.people.get(id)?.name ?? "",
  });
}

/** Everybody of a round as the rules of fit see them. */
export function fitRequest(forming: Forming) {
  const { programme, people, isPresent, roomOf, round, earlier, seed, needs } = forming;
  const candidates = people.map(person => ({
    ...candidateIn(person, !isPresent(person), roomOf(person)),
    ...wantedOf(person, programme),
    wishes: needs.wishes.get(person.id) ?? [],
  }));
  return {
    people: candidates,
    met: earlier.met,
    seed,
    week: weekOf(round),
    weights: weightsOf(programme),
    apart: needs.apart,
  };
}

/** That somebody would like to help, and which of the skills the organisation wants to spread they offer; nothing where neither is so. */
function wantedOf(
  { wantsToMentor, offers }: Person,
  { topics }: Programme,
): Pick<Candidate, "wantsToMentor" | "topics"> {
  const identity = skillIdentity();
  const wanted = new Set(topics.map(identity));
  const own = offers.filter(skill => wanted.has(identity(skill)));
  return { ...(wantsToMentor ? { wantsToMentor } : {}), ...(own.length === 0 ? {} : { topics: own }) };
}

/** What each reason counts in a programme: as usual for its format, but for what its coordinator changed. */
function weightsOf(programme: Programme): FitWeights {
  return fitWeights(fitFormat(programme) ?? "pair", programme.weights).weights;
}

/** The weights a programme's groups are formed by, as a coordinator could write them; empty where fit does not count. */
export function weightsInUse(programme: Programme): string {
  const format = fitFormat(programme);
  if (format === null || !isByFit(programme)) return "";
  return weightsText(format, weightsOf(programme), programme.language);
}

/** A person as the matching rules see them in a round; `room` groups of it fit into their weeks. */
export function candidateIn(person: Person, isAway: boolean, room = Number.POSITIVE_INFINITY): Candidate {
  const takes = takesSessions(person);
  const helps = Number.isFinite(room) ? Math.min(person.mentees ?? MENTEES, room) : person.mentees;
  return candidateOf(person, {
    isAway: isAway && takes,
    capacity: takes ? null : 0,
    helps,
    ...(takes && room < 1 ? { isFull: true } : {}),
  });
}

/** The week whose working hours are compared. */
function weekOf(round: Round): LocalDate {
  return mondayOf(round.startsOn);
}

/** How a group came to be, as its page tells it. */
type Change = "none" | "joined_late" | "left_alone";

/** The page of a group that is formed now, active or, where the programme wants to read it first, a draft. */
export function createGroup(forming: Forming, formed: FormedGroup, change: Change): Command {
  const { planning, programme, round } = forming;
  const { snapshot, words } = planning;
  const members = [...formed.members].sort();
  const key = groupKey(programme, round, members);
  const isCircle = rulesOf(programme.format).grouping === "circles" && members.length > 3;
  const seat = isCircle
    ? nextSeat(members, weightedSeats(timesHeld(forming), restingIn(snapshot, programme)), key)
    : (formed.helper ?? formed.keeper);
  const { everyWeeks, durationMinutes } = programme;
  return {
    kind: "create_page",
    key,
    source: "groups",
    values: {
      name: nameOf(forming, members),
      programme: [programme.id],
      round: round.number + 1,
      members,
      facilitator: seat === null ? [] : [seat],
      status: programme.approveFirst ? "draft" : "active",
      why: whyOf(forming, formed, change),
      ...(formed.helper === null
        ? {}
        : { agreement: words.agreement({ everyWeeks, durationMinutes }, programme.language) }),
      key,
    },
  };
}

/** How often each held a circle's seat, in this round and those after it too. */
function timesHeld(forming: Forming): ReadonlyMap<string, number> {
  return keptIn(heldKnown, forming, () => {
    const { planning, programme, round, earlier } = forming;
    const held = new Map(earlier.timesKept());
    for (const { facilitatorId: id, round: number } of groupsOf(planning.snapshot, programme))
      if (id !== null && (number === null || number >= round.number)) held.set(id, (held.get(id) ?? 0) + 1);
    return held;
  });
}

/** Worked out once for a round that is formed. */
const heldKnown = new WeakMap<Forming, ReadonlyMap<string, number>>();

/** What a group is known by before it has a page: programme, round and members, in whatever order they come. */
export function groupKey(programme: Programme, round: Round, memberIds: readonly string[]): string {
  return `group:${programme.id}:${round.number}:${markOf([...memberIds].sort())}`;
}

/** Whether a group has the members it was planned with. */
export function isAsPlanned(
  group: { memberIds: readonly string[] },
  memberIds: readonly string[] | undefined,
): boolean {
  return memberIds !== undefined && markOf([...memberIds].sort()) === markOf([...group.memberIds].sort());
}

/** What a group's page is called: its members and the round, in the programme's language. */
export function nameOf({ planning, programme, round }: Forming, memberIds: string[]): string {
  const names = namesOf(planning.snapshot, memberIds);
  return planning.words.groupName({ names, round: round.number + 1 }, programme.language);
}

function helperFirst(memberIds: readonly string[], helper: string | null): string[] {
  return helper === null ? [...memberIds] : [helper, ...memberIds.filter(id => id !== helper)];
}

/** What a group's page says about why these people meet, in the programme's language. */
export function whyOf(forming: Forming, { members: memberIds, keeper, helper }: FormedGroup, change: Change): string {
  const { planning, programme, earlier } = forming;
  const { snapshot, words } = planning;
  let timesMetBefore = 0;
  for (const [index, a] of memberIds.entries())
    for (const b of memberIds.slice(index + 1)) timesMetBefore = Math.max(timesMetBefore, earlier.met.count(a, b));
  return words.matchReason(
    {
      format: programme.format,
      matching: isByFit(programme) ? "best_fit" : "random",
      names: namesOf(snapshot, memberIds),
      timesMetBefore,
      // Within the round three may be together for another reason: who joined or was left alone.
      triadBecauseOdd: rulesOf(programme.format).grouping === "pairs" && memberIds.length === 3 && change === "none",
      change,
      keeper: keeper === null ? null : (snapshot.people.get(keeper)?.name ?? null),
      ...(helper === null ? {} : { helper: snapshot.people.get(helper)?.name ?? "" }),
      reasons: reasonsFor(forming, helperFirst(memberIds, helper)),
    },
    programme.language,
  );
}
