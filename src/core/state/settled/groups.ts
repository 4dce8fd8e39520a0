/**
 * What is settled: groups of rounds long over, from which nothing follows any more by itself, with all that is theirs.
 *
 * Idea: each rule looks back only so far. A group is settled as a whole, with its sessions, their events, links and answers, so that
 * nothing that lives leads to a part of it: once its round ended as long ago as any programme under way looks back, when each of its
 * meetings is three weeks old, it is known how each was, page and event say the same, and nothing is told on any of its pages. What rules need of it later is kept apart (past.ts). Whatever is written on a part of it wakes the whole of it,
 * which is the database's to see (migration 0033). Source: docs/what-is-settled.md. Cost: linear in what lives.
 */
import type { Group } from "../../domain/group.ts";
import { type Programme, roundNumber } from "../../domain/programme.ts";
import { sessionCode, typedCode } from "../../domain/session.ts";
import { listedBy } from "../../domain/values/maps.ts";
import { list, type Row, text } from "../../domain/values/row.ts";
import { atLocal, type Instant } from "../../domain/values/time.ts";
import type { PastAddress, PastGroup } from "../past.ts";
import { answersOf } from "../programmeAnswers.ts";
import type { Snapshot } from "../snapshot.ts";
import {
  causesByPart,
  eventsByPage,
  guestAddresses,
  isAgreed,
  isPlain,
  lookBackOf,
  lookedBackBy,
  SAID_WITHIN,
  saidUntil,
} from "./parts.ts";

/** A settled group, and everything that is part of it. */
export interface SettledGroup {
  group: PastGroup;
  /** The pages of the group and its sessions. */
  pageIds: string[];
  eventIds: string[];
  /** Sessions that have links. */
  linkedIds: string[];
  seriesIds: string[];
  /** Answers about its sessions. */
  responseIds: string[];
  /** What was acted on that names one of its pages. */
  causes: string[];
  /** The codes of its sessions on forms. */
  codes: string[];
  sessionIds: string[];
  addresses: PastAddress[];
}

/** The groups that are settled by now. `isOpen` is true for a page about which something is still to be carried out. */
export function settledGroups(snapshot: Snapshot, now: Instant, isOpen: (pageId: string) => boolean): SettledGroup[] {
  const around = surroundings(snapshot);
  // Such an answer would wake the group each day: it may be placed yet, once a page says who was there.
  const namedInVain = new Set(unknownCodes(snapshot));
  const lookedBack = lookedBackBy(snapshot);
  return [...snapshot.groups.values()].flatMap(group => {
    const programme = snapshot.programmes.find(({ id }) => id === group.programmeId);
    if (programme === undefined || group.round === null || group.status !== "ended" || !group.key.startsWith("group:"))
      return [];
    const ended = atLocal(roundNumber(programme, group.round).endsOn, 0, programme.zone);
    const since = ended + Math.max(lookBackOf(programme), lookedBack);
    const rows = [snapshot.rows.get(group.id) as Row, ...(around.sessionRows.get(group.id) ?? [])];
    if (since > now || rows.some(row => isOpen(row.id) || !isPlain(snapshot, row))) return [];
    if (rows.some(row => namedInVain.has(sessionCode(row.id)) || around.isCopied(row))) return [];
    const unit = { group, programme, sessionIds: rows.slice(1).map(({ id }) => id) };
    return unit.sessionIds.every(id => isSessionSettled(snapshot, around, id, now))
      ? settled(snapshot, around, unit)
      : [];
  });
}

/** Groups that are settled already, as they are to be kept: from all that is part of them, whatever the rule would say of them now. */
export function settledAgain(snapshot: Snapshot, groupIds: readonly string[]): SettledGroup[] {
  const around = surroundings(snapshot);
  return groupIds.flatMap(id => {
    const group = snapshot.groups.get(id);
    const programme = snapshot.programmes.find(one => one.id === group?.programmeId);
    const sessionIds = (around.sessionRows.get(id) ?? []).map(row => row.id);
    return group === undefined || programme === undefined
      ? []
      : settled(snapshot, around, { group, programme, sessionIds });
  });
}

/** What belongs to groups and sessions, looked up once. */
function surroundings(snapshot: Snapshot) {
  const { programmes } = snapshot;
  const events = [...snapshot.events.values()];
  const sessionRows = listedBy(
    [...snapshot.rows.values()].flatMap(row =>
      row.source === "sessions"
        ? list(row, "group")
            .slice(0, 1)
            .map(id => [id, row] as const)
        : [],
    ),
  );
  const byKey = listedBy([...snapshot.rows.values()].map(row => [text(row, "key"), row.id] as const));
  return {
    sessionRows,
    /** True where another page carries its key: which is the copy could not be told without it. */
    isCopied: (row: Row) => text(row, "key") !== "" && (byKey.get(text(row, "key"))?.length ?? 0) > 1,
    eventsOf: eventsByPage(snapshot),
    instancesOf: listedBy(events.flatMap(event => (event.seriesId === null ? [] : [[event.seriesId, event] as const]))),
    seriesOf: listedBy([...snapshot.series.values()].map(one => [one.groupId, one] as const)),
    causesOf: causesByPart(snapshot),
    answersTo: listedBy(
      programmes.flatMap(programme => answersOf(snapshot, programme).placed.map(one => [one.sessionId, one] as const)),
    ),
  };
}

type Surroundings = ReturnType<typeof surroundings>;

function isSessionSettled(snapshot: Snapshot, around: Surroundings, id: string, now: Instant): boolean {
  const session = snapshot.sessions.get(id);
  if (session === undefined || session.status === "planned") return false;
  const link = snapshot.links.get(id);
  const own = around.eventsOf.get(id) ?? [];
  const answered = (around.answersTo.get(id) ?? []).map(({ submittedAt }) => submittedAt + SAID_WITHIN);
  const said = own.map(event => saidUntil(session, event));
  if (Math.max(...said, ...answered, saidUntil(session), (link?.base.endsAt ?? 0) + SAID_WITHIN) > now) return false;
  return link === undefined
    ? // Who had a seat where nobody was invited goes by who is away, which people change.
      session.endsAt === null && own.every(event => event.isCancelled)
    : isAgreed(
        session,
        own.find(event => event.id === link.eventId),
        link,
      ) && own.every(event => event.id === link.eventId || event.isCancelled);
}

/** Everything of a group; nothing for one of whose series a part goes on. */
function settled(
  snapshot: Snapshot,
  around: Surroundings,
  { group, programme, sessionIds }: { group: Group; programme: Programme; sessionIds: string[] },
): SettledGroup[] {
  const series = around.seriesOf.get(group.id) ?? [];
  if (series.some(({ heir, carried }) => heir !== null || carried !== undefined)) return [];
  const events = [
    ...sessionIds.flatMap(id => around.eventsOf.get(id) ?? []),
    ...series.flatMap(({ id }) => around.instancesOf.get(id) ?? []),
  ];
  const answers = sessionIds.flatMap(id => around.answersTo.get(id) ?? []);
  const pageIds = [group.id, ...sessionIds];
  const bases = [...sessionIds.flatMap(id => snapshot.links.get(id)?.base ?? []), ...series.map(({ base }) => base)];
  return [
    {
      group: {
        id: group.id,
        programmeId: programme.id,
        round: group.round ?? 0,
        memberIds: group.memberIds,
        facilitatorId: group.facilitatorId,
        reports: answersOf(snapshot, programme).feedback.filter(({ sessionId }) => sessionIds.includes(sessionId))
          .length,
        hasMet: (snapshot.sessionsByGroup.get(group.id) ?? []).some(({ status }) => status !== "cancelled"),
      },
      pageIds,
      eventIds: [...new Set(events.map(({ id }) => id))],
      linkedIds: sessionIds.filter(id => snapshot.links.has(id)),
      seriesIds: series.map(({ id }) => id),
      responseIds: answers.map(({ responseId }) => responseId),
      causes: [...new Set(pageIds.flatMap(id => around.causesOf.get(id) ?? []))],
      codes: sessionIds.map(sessionCode),
      sessionIds,
      addresses: [
        ...events.flatMap(({ guests }) => guests.flatMap(guestAddresses)),
        ...bases.flatMap(({ guestEmails, invitedAs = {} }) => [
          ...guestEmails.map(email => ({ email, personId: null, isGuest: true })),
          ...Object.entries(invitedAs).map(([email, personId]) => ({ email, personId, isGuest: true })),
        ]),
        ...answers.map(({ email }) => ({ email, personId: null, isGuest: false })),
      ],
    },
  ];
}

/** Codes on forms that name no session which lives, as they are kept: one of them may be of a settled session. */
export function unknownCodes(snapshot: Snapshot): string[] {
  const codes = snapshot.programmes.flatMap(programme => answersOf(snapshot, programme).wrongCodes);
  return [...new Set(codes.map(typedCode))].filter(code => code !== "");
}
