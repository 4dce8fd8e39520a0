// What it answers: how the groups of a programme are that meet more than once a round, and what came of asking their people.
// Source: docs/group-health.md; the rule is in ../../rules/insights/groupHealth.ts.
import type { Group } from "../../domain/group.ts";
import type { Letter } from "../../domain/letter.ts";
import { awayInterval, isAwayAt } from "../../domain/person.ts";
import { type Programme, roundOn } from "../../domain/programme.ts";
import type { Session } from "../../domain/session.ts";
import { rulesOf } from "../../domain/values/format.ts";
import { keptIn } from "../../domain/values/maps.ts";
import { atLocal, type Instant, localDate } from "../../domain/values/time.ts";
import {
  type CheckAnswer,
  type CheckOutcome,
  checkOutcome,
  type GroupHealth,
  type GroupMeeting,
  groupHealth,
  type HealthEvidence,
  isSilentProgramme,
} from "../../rules/insights/groupHealth.ts";
import { lettersOf } from "../../state/letters.ts";
import { answersOf } from "../../state/programmeAnswers.ts";
import { declinedIds, eventOfPage, mayStart, membersOf, personByEmail, type Snapshot } from "../../state/snapshot.ts";
import { groupsOf } from "../rounds/roundHistory.ts";

/** In a larger group it is not one person they would change. */
const LARGEST_TO_CHANGE = 3;

/** A group that is looked after. */
export interface CheckedGroup {
  group: Group;
  health: GroupHealth;
  outcome: CheckOutcome;
  /** True where its people may be asked: stuck, and not in a programme from which nothing is heard at all. */
  mayBeAsked: boolean;
}

const checkedIn = new WeakMap<Snapshot, Map<string, CheckedGroup[]>>();

/**
 * The groups of the round under way that are to meet more than once in it, in the order of their ids: none of the help board, of
 * rounds with one meeting, and of a programme that is not under way.
 */
export function checkedGroups(snapshot: Snapshot, programme: Programme, now: Instant): CheckedGroup[] {
  return keptIn(
    keptIn(checkedIn, snapshot, () => new Map()),
    `${programme.id} ${now}`,
    () => lookedAt(snapshot, programme, now),
  );
}

function lookedAt(snapshot: Snapshot, programme: Programme, now: Instant): CheckedGroup[] {
  const round = roundOn(programme, localDate(now, programme.zone));
  const isRhythm = rulesOf(programme.format).board === null && programme.roundWeeks > programme.everyWeeks;
  if (round === null || !isRhythm || programme.status !== "active") return [];
  const groups = groupsOf(snapshot, programme)
    .filter(({ round: number, status }) => number === round.number && status === "active")
    .filter(group => group.memberIds.length > 1 && mayStart(snapshot, programme.id, group.id, ...group.memberIds))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const begins = atLocal(round.startsOn, 0, programme.zone);
  const seen = groups.map(group => ({ group, evidence: evidenceOf(snapshot, programme, { group, begins }, now) }));
  const isSilent = isSilentProgramme(seen.map(({ evidence }) => evidence));
  return seen.map(({ group, evidence }) => {
    const health = groupHealth(evidence, now);
    return {
      group,
      health,
      outcome: outcomeOf(snapshot, programme, group, now),
      mayBeAsked: health === "stuck" && !isSilent,
    };
  });
}

function evidenceOf(
  snapshot: Snapshot,
  programme: Programme,
  { group, begins }: { group: Group; begins: Instant },
  now: Instant,
): HealthEvidence {
  const from = Math.max(begins, snapshot.rows.get(group.id)?.createdAt ?? begins);
  const ever = { startsAt: 0, endsAt: now };
  const members = membersOf(snapshot, group);
  const leaves = members.flatMap(person => (isAwayAt(person, now) ? ever : (awayInterval(person, ever) ?? [])));
  return {
    from,
    everyWeeks: programme.everyWeeks,
    meetings: (snapshot.sessionsByGroup.get(group.id) ?? []).flatMap(session =>
      meetingOf(snapshot, group, session, now),
    ),
    leaves: members.length === 2 ? leaves : [],
  };
}

function meetingOf(snapshot: Snapshot, group: Group, session: Session, now: Instant): GroupMeeting | [] {
  const { id, kind, status, startsAt, endsAt, cameIds } = session;
  if (kind !== "session" || startsAt === null || endsAt === null || status === "no_slot") return [];
  const declined = declinedIds(snapshot, session);
  if (endsAt > now) {
    const isMoving = declined.length > 0 || snapshot.links.get(id)?.wasReoffered === true;
    return status === "planned" ? { at: endsAt, is: isMoving ? "moving" : "ahead" } : [];
  }
  if (status === "met" || cameIds.length > 0) return { at: endsAt, is: "met" };
  const isMissed = status === "not_met" || status === "cancelled";
  if (isMissed || group.memberIds.filter(member => !declined.includes(member)).length < 2)
    return { at: endsAt, is: "missed" };
  if (status !== "unreported") return { at: endsAt, is: "open" };
  const accepted = (eventOfPage(snapshot, id)?.guests ?? [])
    .filter(({ reply }) => reply === "accepted")
    .flatMap(({ email }) => personByEmail(snapshot, email)?.id ?? [])
    .filter(member => group.memberIds.includes(member));
  return { at: endsAt, is: new Set(accepted).size > 1 ? "agreed" : "silent" };
}

function outcomeOf(snapshot: Snapshot, programme: Programme, group: Group, now: Instant): CheckOutcome {
  const asked = lettersOf(snapshot).filter(
    ({ kind, cause, personId }) => kind === "group_check" && cause === group.id && group.memberIds.includes(personId),
  );
  const answers = asked.map(letter => answerTo(snapshot, programme, letter));
  const askedAt = Math.max(0, ...asked.map(({ sentAt }) => sentAt));
  return checkOutcome({ answers, askedAt, mayChange: group.memberIds.length <= LARGEST_TO_CHANGE }, now);
}

/** What somebody asked for in the standing form since they were asked. A word to the coordinator alone leaves it open. */
function answerTo(snapshot: Snapshot, programme: Programme, { personId, sentAt }: Letter): CheckAnswer {
  const last = answersOf(snapshot, programme)
    .standing.filter(wish => wish.personId === personId && wish.submittedAt >= sentAt)
    .findLast(({ standing }) => standing !== "word" && standing !== null);
  if (last === undefined) return null;
  return last.standing === "another" ? "another" : "fine";
}

/** Groups whose coordinator has to decide: asking has settled nothing. */
export function undecidedGroups(snapshot: Snapshot, programme: Programme, now: Instant): Group[] {
  if (programme.insights === "off") return [];
  return checkedGroups(snapshot, programme, now)
    .filter(({ health, outcome }) => health === "stuck" && outcome === "undecided")
    .map(({ group }) => group);
}
