import type { Command, Values } from "../domain/command.ts";
import { goalHealth } from "../domain/goal.ts";
import { type Programme, roundNumber } from "../domain/programme.ts";
import type { Session } from "../domain/session.ts";
import { countedThanks } from "../domain/thanks.ts";
import { isSameTitle } from "../domain/values/content.ts";
import { rulesOf } from "../domain/values/format.ts";
import { eachGuarded } from "../domain/values/guarded.ts";
import type { PlainValue } from "../domain/values/row.ts";
import { DAY, type Instant, localDate, toIso } from "../domain/values/time.ts";
import { sessionOutcome } from "../rules/surveys/sessionOutcome.ts";
import { isPeoples } from "../rules/sync/meeting.ts";
import { decidedAbout } from "../state/near.ts";
import { answersOf } from "../state/programmeAnswers.ts";
import { saidUntil } from "../state/settled/parts.ts";
import { staysCounted } from "../state/settled/thanks.ts";
import {
  declinedIds,
  eventOfPage,
  mayStart,
  namesOf,
  personByEmail,
  programmeOf,
  type Snapshot,
} from "../state/snapshot.ts";
import { updateOf } from "../state/writing.ts";
import { pagesTold } from "./pagesTold.ts";
import type { Planning } from "./pass/planning.ts";
import { weightsInUse } from "./rounds/forming.ts";
import { roundsToForm } from "./rounds/rounds.ts";
import { gatheringColumns } from "./sessions/gatherings.ts";
import { feedbackUrl } from "./sessions/invitations.ts";

/** How long after a session without a report it counts as unreported. */
export const REPORTED_WITHIN = 7 * DAY;

/** What Krug's own columns should say and do not yet: health, replies, links, next session, and *Krug says*. */
export function decideColumns(planning: Planning): Command[] {
  const { snapshot, now, words } = planning;
  const { found, isTold, saidOn } = pagesTold(planning);
  const wanted = new Map<string, Record<string, PlainValue>>();
  const set = (id: string, values: Values) => wanted.set(id, { ...wanted.get(id), ...values });
  const each = <T extends { id: string }>(things: Iterable<T>, valuesOf: (thing: T) => Values) =>
    eachGuarded("columns", things, thing => set(thing.id, valuesOf(thing)));
  const own = <T extends { id: string }>(things: Iterable<T>) => decidedAbout(snapshot, things);
  each(own(snapshot.goals), goal => ({ health: goalHealth(goal, localDate(now, "UTC")) }));
  each(own(snapshot.programmes), programme => ({
    nextRound: nextRound(programme, now),
    weightsInUse: weightsInUse(programme),
  }));
  const next = nextSessions(snapshot, now);
  const { near } = snapshot;
  const people = [...snapshot.people.values()].filter(({ id }) => near === null || near.people.has(id));
  each(people, ({ id }) => ({ nextSession: dayOf(next.get(id)) }));
  each(own(snapshot.sessions.values()), session => ({
    ...sessionColumns(planning, session),
    ...titleOfPeople(planning, session, found),
  }));
  each(snapshot.gatherings.values(), gathering => gatheringColumns(snapshot, gathering, now, words));
  if (near === null) for (const [id, counted] of thanksCounted(snapshot, now)) set(id, { counted });
  for (const [id, status] of outcomes(snapshot, now)) set(id, { status });
  each([...own(snapshot.rows.values())].filter(isTold), row => ({ krugSays: saidOn(row) }));
  const updates = [...wanted].map(([id, values]) => ({ id, values }));
  return eachGuarded("columns", updates, ({ id, values }) => updateOf(snapshot.rows.get(id), values));
}

function nextRound(programme: Programme, now: Instant): PlainValue {
  if (programme.status !== "active" || rulesOf(programme.format).board !== null) return null;
  const today = localDate(now, programme.zone);
  const last = roundsToForm(programme, today).at(-1);
  const next =
    today < programme.startsOn
      ? roundNumber(programme, 0)
      : last === undefined
        ? null
        : roundNumber(programme, last.number + 1);
  if (next === null || next.startsOn >= next.endsOn) return null;
  return { start: next.startsOn, end: null };
}

/** When each person's next session begins; absent for those who have none. */
function nextSessions(snapshot: Snapshot, now: Instant): Map<string, Instant> {
  const next = new Map<string, Instant>();
  for (const { groupId, status, startsAt } of snapshot.sessions.values()) {
    if (status !== "planned" || startsAt === null || startsAt <= now) continue;
    for (const id of snapshot.groups.get(groupId ?? "")?.memberIds ?? [])
      next.set(id, Math.min(next.get(id) ?? Number.POSITIVE_INFINITY, startsAt));
  }
  return next;
}

function dayOf(at: Instant | undefined): PlainValue {
  return at === undefined ? null : { start: toIso(at), end: null };
}

/** What the page of a session says of its event. It stays in the words of then once nothing is said of the session any more. */
function sessionColumns({ snapshot, now, words }: Planning, session: Session): Values {
  const group = session.groupId === null ? undefined : snapshot.groups.get(session.groupId);
  const programme = group === undefined ? null : programmeOf(snapshot, group);
  const event = eventOfPage(snapshot, session.id);
  // Of a deleted event that was never read before nothing is known that the page does not say already.
  const isUnknown = event === undefined || (event.isCancelled && event.startsAt === null);
  if (group === undefined || programme === null || isUnknown || saidUntil(session, event) <= now) return {};
  const replies = event.guests
    .map(guest => ({ name: personByEmail(snapshot, guest.email)?.name ?? guest.email, reply: guest.reply }))
    .sort((a, b) => a.name.localeCompare(b.name));
  return {
    replies: words.replies(replies, programme.language),
    meet: event.meetLink,
    calendar: event.htmlLink,
    ...(session.kind === "session" ? { feedback: feedbackUrl(snapshot, programme, session) } : {}),
  };
}

/**
 * The name of a coming session after the people in its group now, where it is still called after those who were invited to it: nobody
 * gave it a name of its own. Nothing while somebody of the group can't be invited yet.
 */
function titleOfPeople(
  { snapshot, now, words }: Planning,
  { id, title, kind, ...session }: Session,
  found: ReadonlyMap<string, unknown>,
): Values {
  const group = snapshot.groups.get(session.groupId ?? "");
  const programme = group === undefined ? null : programmeOf(snapshot, group);
  const link = snapshot.links.get(id);
  const isComing = session.status === "planned" && (session.startsAt ?? 0) > now;
  if (group?.status !== "active" || programme === null || link === undefined || !isComing) return {};
  if (isPeoples(link) || link.base.isCancelled || found.has(group.id)) return {};
  const people = group.memberIds.map(personId => snapshot.people.get(personId) ?? personId);
  if (!mayStart(snapshot, id, group.id, programme.id, ...people)) return {};
  const titleFor = (ids: readonly string[]) =>
    words.sessionTitle({ names: namesOf(snapshot, ids), kind }, programme.language);
  // A name that people gave it in the calendar is about to come over.
  const event = snapshot.events.get(link.eventId);
  if (event === undefined || !isSameTitle(event.title, link.base.title)) return {};
  const invited = link.base.guestEmails.flatMap(email => personByEmail(snapshot, email)?.id ?? []);
  return isSameTitle(title, titleFor(invited)) ? { title: titleFor(group.memberIds) } : {};
}

/** How many of each page's thanks count; of those of eight weeks ago that was counted. */
function thanksCounted(snapshot: Snapshot, now: Instant): Map<string, number> {
  const counted = new Map(snapshot.thanks.map(thanks => [thanks.id, 0]));
  for (const { thanksId } of countedThanks(snapshot.thanks, id => snapshot.people.has(id)))
    counted.set(thanksId, (counted.get(thanksId) ?? 0) + 1);
  const stay = [...counted.keys()].flatMap(id => snapshot.rows.get(id) ?? []).filter(row => staysCounted(row, now));
  for (const { id } of stay) counted.delete(id);
  return counted;
}

/**
 * What is known of sessions that ended: met, not met, or nothing after a week. One to which people are invited at a time to come
 * has not ended, whatever time somebody mistyped on its page: it is planned, also once it counted as over.
 */
function outcomes(snapshot: Snapshot, now: Instant): Map<string, string> {
  const outcomeBySession = new Map<string, string>();
  eachGuarded("outcomes", snapshot.programmes, programme => {
    const { feedbackOf } = answersOf(snapshot, programme);
    for (const session of decidedAbout(snapshot, snapshot.sessions.values())) {
      const group = session.groupId === null ? undefined : snapshot.groups.get(session.groupId);
      if (group?.programmeId !== programme.id || session.endsAt === null) continue;
      if (!mayStart(snapshot, session.id)) continue;
      const isAhead = isInvitedAhead(snapshot, session, now);
      if (session.endsAt > now) {
        const isOver = session.status === "unreported" || session.status === "over";
        if (isOver && isAhead) outcomeBySession.set(session.id, "planned");
        continue;
      }
      if (isAhead || (session.status !== "planned" && session.status !== "unreported")) continue;
      if (session.kind === "check_in") {
        outcomeBySession.set(session.id, "over");
        continue;
      }
      const answers = feedbackOf.get(session.id) ?? [];
      const outcome = sessionOutcome(
        {
          status: "planned",
          memberIds: group.memberIds,
          declinedIds: declinedIds(snapshot, session),
          cameIds: session.cameIds,
        },
        answers,
      );
      const isLate = now > session.endsAt + REPORTED_WITHIN;
      if (outcome.status !== "unreported" || isLate) outcomeBySession.set(session.id, outcome.status);
    }
  });
  return outcomeBySession;
}

function isInvitedAhead({ links, events }: Snapshot, { id }: Session, now: Instant): boolean {
  const link = links.get(id);
  const event = events.get(link?.eventId ?? "");
  return link?.base.isCancelled === false && event?.isCancelled === false && (event.startsAt ?? 0) > now;
}
