import type { Command } from "../../domain/command.ts";
import type { Problem } from "../../domain/problem.ts";
import { guarded } from "../../domain/values/guarded.ts";
import { markOf } from "../../domain/values/hash.ts";
import { toIso } from "../../domain/values/time.ts";
import type { Wait } from "../../domain/wait.ts";
import type { SlotOutcome } from "../../rules/scheduling/slotRequest.ts";
import { skips } from "../../state/skips.ts";
import { invitedTo, namesOf, type Snapshot } from "../../state/snapshot.ts";
import { NO_SESSIONS, type Planning, type SessionDecision } from "../pass/planning.ts";
import { cancelOfEnded } from "../slots/endedGroups.ts";
import { newSession } from "../slots/newSession.ts";
import { availabilities, isForNewcomer, needOf, placeAll, slotsFor, type Taken, takenBy } from "../slots/placing.ts";
import { questionSlots, soonestSlots } from "../slots/questionSlots.ts";
import { placeSteady, steadyGroups } from "../slots/steady.ts";
import { type Wanted, wantedSlots } from "../slots/wantedSlots.ts";
import { sessionsMet } from "./meetings.ts";

/**
 * The sessions that should exist by now and do not, and those that must move: because a newcomer is not free, or because
 * one of two or three declined. `needs` says whose calendars have to be read first; with them read, the commands.
 */
export function decideSessions(planning: Planning): SessionDecision {
  const { snapshot, now, busy } = planning;
  const met = sessionsMet(snapshot, now);
  const all = wantedSlots(snapshot, now, met);
  const steady = steadyGroups(snapshot, now, met);
  const help = questionSlots(snapshot, now);
  const heldBack = new Map<string, string[]>();
  const moving = new Set<string>();
  const cancelled = cancelOfEnded(snapshot, now);
  if (all.length === 0 && steady.length === 0 && help.length === 0) return { ...NO_SESSIONS, commands: cancelled };
  const needs = needOf(snapshot, [
    ...all.flatMap(({ request, fallback }) => [request, ...(fallback === null ? [] : [fallback])]),
    ...steady.flatMap(({ spans }) => spans),
    ...help.map(({ request }) => request),
  ]);
  if (needs !== null && (busy === null || needs.emails.some(email => !busy.has(email))))
    return { ...NO_SESSIONS, needs, waits: waitsOf([...all, ...help], "no_busy_times") };
  const inRhythm = placeSteady(planning, steady);
  const wanted = all.filter(one => !inRhythm.keys.has(one.key) || one.existing !== null);
  const outcomes = placeAll(planning, wanted, inRhythm.taken);
  const given = wanted.flatMap((one): Taken[] => {
    const slot = outcomes.get(one.request.id);
    return slot?.kind === "slot" ? takenBy(one, slot) : [];
  });
  for (const [id, outcome] of placeSoonest(planning, help, [...inRhythm.taken, ...given])) outcomes.set(id, outcome);
  const commands = [...wanted, ...help].flatMap(one => {
    const outcome = outcomes.get(one.request.id);
    const found = guarded<Command[] | null>(
      "sessions",
      one.existing?.id ?? one.group.id,
      () => commandsFor(planning, one, outcome),
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
function placeSoonest(
  { snapshot, busy }: Planning,
  help: readonly Wanted[],
  taken: readonly Taken[],
): Map<string, SlotOutcome> {
  if (help.length === 0) return new Map();
  const ids = help.flatMap(one => one.request.memberIds);
  return slotsFor(
    help,
    help.map(one => one.request),
    more => availabilities(snapshot, ids, busy ?? new Map(), [...taken, ...more]),
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
  const reoffered = wanted.reason === "declined" ? { ...link, wasReoffered: true } : link;
  if (outcome.kind === "none") {
    if (wanted.reason === "declined") return [{ kind: "save_link", key: `reoffer:${session.id}`, link: reoffered }];
    return [];
  }
  if (outcome.startsAt === session.startsAt) return [];
  const values = { when: { start: toIso(outcome.startsAt), end: toIso(outcome.endsAt) } };
  const mark = `${session.id}:${markOf(values)}`;
  return [
    { kind: "comment", key: `moved:${mark}`, pageId: session.id, text: movedText(planning, wanted, outcome) },
    { kind: "update_page", key: `move:${mark}`, source: "sessions", pageId: session.id, values, link: reoffered },
  ];
}

/** Why Krug moved a session people had a time for: nobody's time goes without a word. */
function movedText({ snapshot, words }: Planning, wanted: Wanted, slot: SlotOutcome & { kind: "slot" }): string {
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
