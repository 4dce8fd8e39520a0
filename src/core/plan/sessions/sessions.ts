import type { Command } from "../../domain/command.ts";
import type { Problem } from "../../domain/problem.ts";
import { guarded } from "../../domain/values/guarded.ts";
import { markOf } from "../../domain/values/hash.ts";
import { type Instant, toIso } from "../../domain/values/time.ts";
import type { BusyTimes, FreeBusyNeed } from "../../rules/scheduling/availability.ts";
import type { SlotOutcome } from "../../rules/scheduling/slotRequest.ts";
import { skips } from "../../state/skips.ts";
import { invitedTo, namesOf, type Snapshot } from "../../state/snapshot.ts";
import type { Words } from "../../words/words.ts";
import { cancelOfEnded } from "../slots/endedGroups.ts";
import { newSession } from "../slots/newSession.ts";
import { availabilities, isForNewcomer, needOf, placeAll, slotsFor, type Taken, takenBy } from "../slots/placing.ts";
import { questionSlots, soonestSlots } from "../slots/questionSlots.ts";
import { placeSteady, steadyGroups } from "../slots/steady.ts";
import { type Wanted, wantedSlots } from "../slots/wantedSlots.ts";
import { sessionsMet } from "./meetings.ts";

export interface SessionDecision {
  commands: Command[];
  needs: FreeBusyNeed | null;
  /** Sessions that get another time here: their events follow once the page has it. */
  moving: ReadonlySet<string>;
  /** Members not to be invited to a session, because its time does not suit them and no other suits all. */
  heldBack: ReadonlyMap<string, readonly string[]>;
  /** Groups and kinds of meeting (`rhythmKey`) that get their pages here: their series waits until all are there. */
  forming: ReadonlySet<string>;
}

/**
 * The sessions that should exist by now and do not, and those that must move: because a newcomer is not free, or because
 * one of two or three declined. `needs` says whose calendars have to be read first; with `busy` given, the commands.
 */
export function decideSessions(
  snapshot: Snapshot,
  now: Instant,
  busy: BusyTimes | null,
  words: Words,
): SessionDecision {
  const met = sessionsMet(snapshot, now);
  const all = wantedSlots(snapshot, now, met);
  const steady = steadyGroups(snapshot, now, met);
  const help = questionSlots(snapshot, now);
  const heldBack = new Map<string, string[]>();
  const moving = new Set<string>();
  const cancelled = cancelOfEnded(snapshot, now);
  if (all.length === 0 && steady.length === 0 && help.length === 0)
    return { commands: cancelled, needs: null, moving, heldBack, forming: new Set() };
  const needs = needOf(snapshot, [
    ...all.flatMap(({ request, fallback }) => [request, ...(fallback === null ? [] : [fallback])]),
    ...steady.flatMap(({ spans }) => spans),
    ...help.map(({ request }) => request),
  ]);
  if (needs !== null && (busy === null || needs.emails.some(email => !busy.has(email))))
    return { commands: [], needs, moving, heldBack, forming: new Set() };
  const read = busy ?? new Map();
  const inRhythm = placeSteady(
    snapshot,
    steady,
    now,
    (ids, taken) => availabilities(snapshot, ids, read, taken),
    words,
  );
  const wanted = all.filter(one => !inRhythm.keys.has(one.key) || one.existing !== null);
  const outcomes = placeAll(snapshot, wanted, now, read, inRhythm.taken);
  const soonest = placeSoonest(snapshot, help, wanted, outcomes, read, inRhythm.taken);
  const commands = [...wanted, ...help].flatMap(one => {
    const outcome = outcomes.get(one.request.id) ?? soonest.get(one.request.id);
    const found = guarded<Command[] | null>(
      "sessions",
      one.existing?.id ?? one.group.id,
      () => commandsFor(snapshot, one, outcome, busy ?? new Map(), words),
      () => null,
    );
    if (one.existing !== null && (found === null || outcome === undefined)) moving.add(one.existing.id);
    if (found === null) return [];
    if (one.existing !== null && found.some(command => command.kind === "update_page")) moving.add(one.existing.id);
    if (one.existing !== null && outcome?.kind === "none" && isForNewcomer(one))
      heldBack.set(one.existing.id, newcomersTo(snapshot, one));
    return found;
  });
  return {
    commands: [...cancelled, ...inRhythm.commands, ...commands],
    needs: null,
    moving,
    heldBack,
    forming: inRhythm.forming,
  };
}

/** The times of sessions about questions, found after those of all others. */
function placeSoonest(
  snapshot: Snapshot,
  help: readonly Wanted[],
  others: readonly Wanted[],
  outcomes: ReadonlyMap<string, SlotOutcome>,
  busy: BusyTimes,
  taken: readonly Taken[],
): Map<string, SlotOutcome> {
  if (help.length === 0) return new Map();
  const given = others.flatMap((one): Taken[] => {
    const slot = outcomes.get(one.request.id);
    return slot?.kind === "slot" ? takenBy(one, slot) : [];
  });
  const ids = help.flatMap(one => one.request.memberIds);
  return slotsFor(
    help,
    help.map(one => one.request),
    more => availabilities(snapshot, ids, busy, [...taken, ...given, ...more]),
    soonestSlots,
  );
}

/** Members of a session's group who are not on its invitation yet. */
function newcomersTo(snapshot: Snapshot, wanted: Wanted): string[] {
  const invited = invitedTo(snapshot, wanted.existing?.id ?? "");
  return wanted.request.memberIds.filter(id => !invited.has(snapshot.people.get(id)?.email ?? ""));
}

function commandsFor(
  snapshot: Snapshot,
  wanted: Wanted,
  outcome: SlotOutcome | undefined,
  busy: BusyTimes,
  words: Words,
): Command[] {
  if (outcome === undefined) return [];
  if (wanted.reason !== "new") return moveCommands(snapshot, wanted, outcome, words);
  const { programme, group, existing, key } = wanted;
  if (outcome.kind === "none" && isUnreadable(snapshot, wanted, busy) && existing !== null) return [];
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
  return [newSession(snapshot, meeting, { when, status, krugSays }, words)];
}

function isUnreadable(snapshot: Snapshot, wanted: Wanted, busy: BusyTimes): boolean {
  return wanted.request.memberIds.some(id => busy.get(snapshot.people.get(id)?.email ?? "") === null);
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

function moveCommands(snapshot: Snapshot, wanted: Wanted, outcome: SlotOutcome, words: Words): Command[] {
  const session = wanted.existing;
  const link = session === null ? undefined : snapshot.links.get(session.id);
  if (session === null || link === undefined) return [];
  const reoffered = wanted.reason === "declined" ? { ...link, wasReoffered: true } : link;
  if (outcome.kind === "none") {
    if (wanted.reason === "declined") return [{ kind: "save_link", key: `reoffer:${session.id}`, link: reoffered }];
    return [];
  }
  if (outcome.startsAt === session.startsAt) return [];
  const values = { when: { start: toIso(outcome.startsAt), end: toIso(outcome.endsAt) } };
  const mark = `${session.id}:${markOf(values)}`;
  return [
    { kind: "comment", key: `moved:${mark}`, pageId: session.id, text: movedText(snapshot, wanted, outcome, words) },
    { kind: "update_page", key: `move:${mark}`, source: "sessions", pageId: session.id, values, link: reoffered },
  ];
}

/** Why Krug moved a session people had a time for: nobody's time goes without a word. */
function movedText(snapshot: Snapshot, wanted: Wanted, slot: SlotOutcome & { kind: "slot" }, words: Words): string {
  const { programme, existing } = wanted;
  const event = snapshot.events.get(snapshot.links.get(existing?.id ?? "")?.eventId ?? "");
  const offer = { startsAt: slot.startsAt, endsAt: slot.endsAt, zone: programme.zone };
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
