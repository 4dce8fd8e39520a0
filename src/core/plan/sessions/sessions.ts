import type { Command } from "../../domain/command.ts";
import type { Problem } from "../../domain/problem.ts";
import { guarded } from "../../domain/values/guarded.ts";
import { markOf } from "../../domain/values/hash.ts";
import { type Instant, type Interval, localDate, mondayOf, overlaps, toIso } from "../../domain/values/time.ts";
import { workingTime } from "../../domain/values/workingHours.ts";
import type { Wait } from "../../domain/wait.ts";
import { isExpectedAt } from "../../rules/scheduling/attending.ts";
import type { Availability, FreeBusyNeed } from "../../rules/scheduling/members.ts";
import type { SlotOutcome, SlotRequest } from "../../rules/scheduling/slotRequest.ts";
import { planSlots } from "../../rules/scheduling/slots.ts";
import { WeeklyRoom } from "../../rules/scheduling/weeklyRoom.ts";
import { NotNear } from "../../state/near.ts";
import { skips } from "../../state/skips.ts";
import { declinedIds, invitedTo, namesOf, type Snapshot } from "../../state/snapshot.ts";
import { NO_SESSIONS, type Planning, type SessionDecision } from "../pass/planning.ts";
import { availabilities, type Taken } from "../slots/availabilities.ts";
import { cancelOfEnded, returning } from "../slots/endedGroups.ts";
import { movedFor } from "../slots/movedFor.ts";
import { newSession } from "../slots/newSession.ts";
import { questionSlots, soonestSlots } from "../slots/questionSlots.ts";
import { placeSteady, steadyGroups } from "../slots/steady.ts";
import { type Wanted, wantedSlots } from "../slots/wantedSlots.ts";
import { sessionsMet } from "./meetings.ts";

/**
 * The sessions that should exist by now and do not, and those that must move: because a newcomer is not free, because
 * one of two or three declined, or because all but one are on leave then. `needs` says whose calendars have to be read first; with them read, the commands.
 */
export function decideSessions(planning: Planning): SessionDecision {
  const { snapshot, now, busy } = planning;
  const met = sessionsMet(snapshot, now);
  const all = wantedSlots(snapshot, now, met);
  const steady = steadyGroups(snapshot, now, met);
  const help = snapshot.near === null ? questionSlots(snapshot, now) : [];
  const heldBack = new Map<string, string[]>();
  const moving = new Set<string>();
  const ofGroups = [...cancelOfEnded(snapshot, now), ...returning.replan(snapshot, now)];
  if (all.length === 0 && steady.length === 0 && help.length === 0) return { ...NO_SESSIONS, commands: ofGroups };
  if (snapshot.near?.isSlice === false) throw new NotNear("a time is looked for beside all others");
  const needs = needOf(snapshot, [
    ...all.flatMap(({ request, fallback }) => [request, ...(fallback === null ? [] : [fallback])]),
    ...steady.flatMap(({ spans }) => spans),
    ...help.map(({ request }) => request),
  ]);
  if (needs !== null && (busy === null || needs.emails.some(email => !busy.has(email))))
    return { ...NO_SESSIONS, needs, waits: waitsOf([...all, ...help], "no_busy_times") };
  const inRhythm = placeSteady(planning, steady);
  const wanted = all.filter(one => !inRhythm.keys.has(one.key) || one.existing !== null);
  const { outcomes, unsuited } = placeAll(planning, wanted, inRhythm.taken);
  const given = wanted.flatMap((one): Taken[] => {
    const slot = outcomes.get(one.request.id);
    return slot?.kind === "slot" ? takenBy(one, slot) : [];
  });
  for (const [id, outcome] of placeSoonest(planning, help, [...inRhythm.taken, ...given])) outcomes.set(id, outcome);
  const commands = [...wanted, ...help].flatMap(one => {
    const outcome = outcomes.get(one.request.id);
    const decided = guarded<Command[] | null>(
      "sessions",
      one.existing?.id ?? one.group.id,
      () => commandsFor(planning, one, outcome),
      () => null,
    );
    if (one.existing !== null && (decided === null || outcome === undefined)) moving.add(one.existing.id);
    if (decided === null) return [];
    if (one.existing !== null && decided.some(command => command.kind === "update_page")) moving.add(one.existing.id);
    const waiting = unsuited.get(one);
    if (one.existing !== null && outcome?.kind === "none" && waiting !== undefined)
      heldBack.set(one.existing.id, waiting);
    return decided;
  });
  return {
    commands: [...ofGroups, ...inRhythm.commands, ...commands],
    needs: null,
    moving,
    heldBack,
    forming: inRhythm.forming,
    waits: waitsFor([...wanted, ...help], outcomes),
  };
}

/** What sessions without a time wait for: for calendars that could not be read, or for people who can all come. */
function waitsFor(wanted: readonly Wanted[], outcomes: ReadonlyMap<string, SlotOutcome>): Wait[] {
  const without = (isUnread: boolean) =>
    wanted.filter(({ reason, request }) => {
      const outcome = outcomes.get(request.id);
      return reason === "new" && outcome?.kind === "none" && outcome.unreadable.length > 0 === isUnread;
    });
  return [...waitsOf(without(true), "no_busy_times"), ...waitsOf(without(false), "no_common_slot")];
}

function waitsOf(wanted: readonly Wanted[], why: "no_busy_times" | "no_common_slot"): Wait[] {
  const byProgramme = Map.groupBy(wanted, ({ programme }) => programme.id);
  return [...byProgramme].map(([programmeId, { length: count }]) => ({ programmeId, why, count }));
}

/** The times of sessions about questions, found after those of all others. */
function placeSoonest(planning: Planning, help: readonly Wanted[], taken: readonly Taken[]): Map<string, SlotOutcome> {
  if (help.length === 0) return new Map();
  const ids = help.flatMap(one => one.request.memberIds);
  return slotsFor(
    help,
    help.map(one => one.request),
    more => availabilities(planning, ids, planning.busy ?? new Map(), [...taken, ...more]),
    soonestSlots,
  );
}

/** Members of a session's group who are not on its invitation yet. */
function newcomersTo(snapshot: Snapshot, wanted: Wanted): string[] {
  const invited = invitedTo(snapshot, wanted.existing?.id ?? "");
  return wanted.request.memberIds.filter(id => !invited.has(snapshot.people.get(id)?.email ?? ""));
}

function commandsFor(planning: Planning, wanted: Wanted, outcome: SlotOutcome | undefined): Command[] {
  const { snapshot, words } = planning;
  if (outcome === undefined) return [];
  if (wanted.reason !== "new") return moveCommands(planning, wanted, outcome);
  const { programme, group, existing, key } = wanted;
  if (outcome.kind === "none" && isUnreadable(planning, wanted) && existing !== null) return [];
  const when = outcome.kind === "slot" ? { start: toIso(outcome.startsAt), end: toIso(outcome.endsAt) } : null;
  const status = outcome.kind === "slot" ? "planned" : "no_slot";
  if (existing !== null) {
    if (outcome.kind === "none") return [];
    const values = { when, status };
    return [
      {
        kind: "update_page",
        key: `slot:${existing.id}:${markOf(values)}`,
        source: "sessions",
        pageId: existing.id,
        values,
      },
    ];
  }
  const krugSays =
    outcome.kind === "none" ? words.krugSays([noSlot(snapshot, outcome)], programme.language, programme.zone) : "";
  const meeting = {
    programme,
    group,
    kind: wanted.kind,
    key,
    number: wanted.number,
    memberIds: wanted.request.memberIds,
  };
  return [newSession(planning, meeting, { when, status, krugSays })];
}

function isUnreadable({ snapshot, busy }: Planning, wanted: Wanted): boolean {
  return wanted.request.memberIds.some(id => busy?.get(snapshot.people.get(id)?.email ?? "") === null);
}

/** What a group without a common slot is told. */
function noSlot(snapshot: Snapshot, outcome: SlotOutcome & { kind: "none" }): Problem {
  const people = outcome.unreadable.flatMap(id => snapshot.people.get(id)?.name ?? []);
  const nearest = outcome.nearest.map(near => ({
    at: near.startsAt,
    without: near.without.flatMap(id => snapshot.people.get(id)?.name ?? []),
  }));
  return { code: "no_common_slot", people, nearest };
}

function moveCommands(planning: Planning, wanted: Wanted, outcome: SlotOutcome): Command[] {
  const { snapshot } = planning;
  const session = wanted.existing;
  const link = session === null ? undefined : snapshot.links.get(session.id);
  if (session === null || link === undefined) return [];
  const reoffered = { ...link, wasReoffered: true };
  const acts = declinedIds(snapshot, session).map(id => movedFor(session.id, id, planning.now));
  const noted = wanted.reason === "declined" ? { link: reoffered, ...(acts.length > 0 ? { acts } : {}) } : {};
  if (outcome.kind === "none") {
    if (wanted.reason === "alone")
      return isUnreadable(planning, wanted) ? [] : [withoutSlot(planning, wanted, outcome)];
    if (wanted.reason === "declined") return [{ kind: "save_link", key: `reoffer:${session.id}`, link: reoffered }];
    return [];
  }
  if (outcome.startsAt === session.startsAt) return [];
  const values = { when: { start: toIso(outcome.startsAt), end: toIso(outcome.endsAt) } };
  const mark = `${session.id}:${markOf(values)}`;
  return [
    { kind: "comment", key: `moved:${mark}`, pageId: session.id, text: movedText(planning, wanted, outcome) },
    { kind: "update_page", key: `move:${mark}`, source: "sessions", pageId: session.id, values, ...noted },
  ];
}

/** A session that one would be alone at, as no other time suits: it has no time until one is found, or people enter one. */
function withoutSlot(
  planning: Planning,
  { existing, programme }: Wanted,
  outcome: SlotOutcome & { kind: "none" },
): Command {
  const says = planning.words.krugSays([noSlot(planning.snapshot, outcome)], programme.language, programme.zone);
  const pageId = existing?.id ?? "";
  const key = `alone:${pageId}:${existing?.startsAt}`;
  return { kind: "update_page", key, source: "sessions", pageId, values: { status: "no_slot", krugSays: says } };
}

/** Why Krug moved a session people had a time for: nobody's time goes without a word. */
function movedText({ snapshot, words }: Planning, wanted: Wanted, slot: SlotOutcome & { kind: "slot" }): string {
  const { programme, existing } = wanted;
  const event = snapshot.events.get(snapshot.links.get(existing?.id ?? "")?.eventId ?? "");
  const offer = { startsAt: slot.startsAt, endsAt: slot.endsAt, zone: programme.zone };
  if (wanted.reason === "alone") {
    const people = wanted.request.memberIds.flatMap(id => snapshot.people.get(id) ?? []);
    const away = people.filter(person => !isExpectedAt(person, existing?.startsAt ?? slot.startsAt, programme.zone));
    const from = existing?.startsAt ?? slot.startsAt;
    return words.movedForLeave({ ...offer, names: away.map(person => person.name).sort(), from }, programme.language);
  }
  if (wanted.reason === "declined") {
    const declined = wanted.request.memberIds.filter(
      id =>
        (existing !== null && skips(snapshot.actedOn, existing, id)) ||
        event?.guests.some(guest => guest.reply === "declined" && guest.email === snapshot.people.get(id)?.email),
    );
    return words.reofferedAfterDecline({ ...offer, names: namesOf(snapshot, declined) }, programme.language);
  }
  const names = namesOf(snapshot, newcomersTo(snapshot, wanted));
  return words.movedForNewcomer({ ...offer, names, from: existing?.startsAt ?? slot.startsAt }, programme.language);
}

/** True for a session whose group has a member its invitation lacks. */
function isForNewcomer(wanted: Wanted): boolean {
  return wanted.reason === "newcomer" || wanted.reason === "newcomer_to_many";
}

/** Whose calendars have to be read for some times that are looked for, and over what stretch; null when nobody's. */
function needOf(
  snapshot: Snapshot,
  wanted: readonly { memberIds: readonly string[]; window: Interval }[],
): FreeBusyNeed | null {
  const emails = new Set<string>();
  let startsAt = Number.POSITIVE_INFINITY;
  let endsAt = 0;
  for (const { memberIds, window } of wanted) {
    for (const id of memberIds) emails.add(snapshot.people.get(id)?.email ?? "");
    startsAt = Math.min(startsAt, window.startsAt);
    endsAt = Math.max(endsAt, window.endsAt);
  }
  return emails.size === 0 ? null : { emails: [...emails].sort(), window: { startsAt, endsAt } };
}

/** What became of the times that are looked for. */
interface Placed {
  /** A time for each, by the request's id, or why there is none. */
  outcomes: Map<string, SlotOutcome>;
  /** The newcomers whom the time of an existing session does not suit: each of them waits, the others come. */
  unsuited: Map<Wanted, string[]>;
}

/** Finds the times. What was not read is not free; `others` is taken already. */
function placeAll(planning: Planning, wanted: readonly Wanted[], others: readonly Taken[] = []): Placed {
  const { now } = planning;
  const busy = planning.busy ?? new Map();
  const outcomes = new Map<string, SlotOutcome>();
  const unsuited: Placed["unsuited"] = new Map();
  const taken = [...others];
  for (const one of wanted.filter(isForNewcomer)) {
    const { request, reason, existing } = one;
    const newcomers = newcomersTo(planning.snapshot, one);
    const suited = guarded(
      "slots",
      one.group.id,
      () => suitedBy(planning, one, newcomers, taken),
      () => [],
    );
    const slot = { startsAt: existing?.startsAt ?? 0, endsAt: existing?.endsAt ?? 0 };
    const waiting = newcomers.filter(id => !suited.includes(id));
    if (waiting.length === 0) {
      outcomes.set(request.id, { kind: "slot", ...slot });
      taken.push(...takenBy(one, slot));
      continue;
    }
    unsuited.set(one, waiting);
    if (reason !== "newcomer_to_many") continue;
    outcomes.set(request.id, { kind: "none", unreadable: [], nearest: [] });
    taken.push(...takenBy(one, slot).filter(({ personId }) => suited.includes(personId)));
  }
  const open = wanted.filter(one => !outcomes.has(one.request.id));
  const seed = `slots/${localDate(now, "UTC")}`;
  const first = slotsFor(
    open,
    open.map(one => one.request),
    more => availabilities(planning, idsOf(open), busy, [...taken, ...more]),
    (requests, people) => planSlots(requests, people, { seed }),
  );
  for (const [id, outcome] of first) outcomes.set(id, outcome);
  const anew = open.filter(one => one.fallback !== null && outcomes.get(one.request.id)?.kind === "none");
  const again = anew.map(one => ({ ...one.request, ...one.fallback }));
  if (again.length === 0) return { outcomes, unsuited };
  for (const one of open) {
    const outcome = outcomes.get(one.request.id);
    if (outcome?.kind === "slot") taken.push(...takenBy(one, outcome));
  }
  const ids = again.flatMap(request => [...request.memberIds]);
  const later = slotsFor(
    anew,
    again,
    more => availabilities(planning, ids, busy, [...taken, ...more]),
    (requests, people) => planSlots(requests, people, { seed }),
  );
  for (const [id, outcome] of later) if (outcome.kind === "slot") outcomes.set(id, outcome);
  return { outcomes, unsuited };
}

/** The time that a session's slot takes of its people. */
function takenBy({ request, fallback, kind, existing }: Wanted, { startsAt, endsAt }: Interval): Taken[] {
  const isLater = fallback !== null && startsAt >= fallback.window.startsAt;
  return (isLater ? fallback : request).memberIds.map(personId => ({
    personId,
    interval: { startsAt, endsAt, ...(existing === null ? {} : { id: existing.id }) },
    kind,
  }));
}

/**
 * The slots of some requests, found together. Where that fails they are found one after the other, so that what is at fault for
 * one group is known by it and takes no other its time; the one that failed has no outcome.
 */
function slotsFor(
  wanted: readonly Wanted[],
  requests: readonly SlotRequest[],
  peopleWith: (taken: readonly Taken[]) => Availability[],
  plan: (requests: readonly SlotRequest[], people: readonly Availability[]) => Map<string, SlotOutcome>,
): Map<string, SlotOutcome> {
  const oneByOne = () => {
    const outcomes = new Map<string, SlotOutcome>();
    const taken: Taken[] = [];
    for (const [place, one] of wanted.entries()) {
      const alone = () => plan(requests.slice(place, place + 1), peopleWith(taken));
      const none = () => new Map<string, SlotOutcome>();
      for (const [id, outcome] of guarded("slots", one.group.id, alone, none)) {
        outcomes.set(id, outcome);
        if (outcome.kind === "slot") taken.push(...takenBy(one, outcome));
      }
    }
    return outcomes;
  };
  return guarded("slots", null, () => plan(requests, peopleWith([])), oneByOne);
}

/** Those of the newcomers whom the slot a session has suits too: they work then, have nothing else, and their week has room. */
function suitedBy(
  planning: Planning,
  { existing, kind }: Wanted,
  newcomers: readonly string[],
  taken: readonly Taken[],
): string[] {
  if (existing?.startsAt == null || existing.endsAt === null) return [];
  const slot = { startsAt: existing.startsAt, endsAt: existing.endsAt };
  return availabilities(planning, newcomers, planning.busy ?? new Map(), taken)
    .filter(person => {
      const works = workingTime(person.hours, person.zone, slot).some(
        time => time.startsAt <= slot.startsAt && time.endsAt >= slot.endsAt,
      );
      const isFree = person.busy !== null && !person.busy.some(time => time.id !== existing.id && overlaps(time, slot));
      return works && isFree && (kind === "check_in" || hasRoomAt(person, slot.startsAt));
    })
    .map(person => person.personId);
}

/** Whether one more session fits into the week of an instant. */
function hasRoomAt({ sessionsAWeek, sessions = [], zone }: Availability, at: Instant): boolean {
  if (sessionsAWeek == null) return true;
  const week = (at: Instant) => mondayOf(localDate(at, zone));
  return new WeeklyRoom(
    sessionsAWeek,
    sessions.map(({ startsAt }) => week(startsAt)),
  ).hasRoom(week(at));
}

function idsOf(wanted: readonly Wanted[]): string[] {
  return wanted.flatMap(one => [...one.request.memberIds]);
}
