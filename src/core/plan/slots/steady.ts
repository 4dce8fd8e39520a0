import type { Command } from "../../domain/command.ts";
import type { Group } from "../../domain/group.ts";
import type { Programme } from "../../domain/programme.ts";
import { rhythmKey, type WeeklySlot } from "../../domain/series.ts";
import type { Session, SessionKind } from "../../domain/session.ts";
import { eachGuarded, guarded } from "../../domain/values/guarded.ts";
import { addDays, atLocal, type Instant, type Interval, localDate, toIso } from "../../domain/values/time.ts";
import { planRhythm, type RhythmTime, slotKey, slotOf } from "../../rules/scheduling/rhythm.ts";
import { CHECK_IN_MINUTES, type Span, sessionKey, spansOf } from "../../rules/scheduling/spans.ts";
import { decidedAbout } from "../../state/near.ts";
import { mayStart, programmeOf, type Snapshot } from "../../state/snapshot.ts";
import type { Planning } from "../pass/planning.ts";
import { availabilities, type Taken } from "./availabilities.ts";
import { newSession } from "./newSession.ts";
import { NOTICE_MS, thereIn } from "./wantedSlots.ts";

/** With fewer meetings ahead than this a group has no rhythm: each is a single event. */
export const LEAST_IN_SERIES = 3;

/** A group whose round holds several meetings of a kind that have no page yet: they get one weekly slot together. */
interface Steady {
  programme: Programme;
  group: Group;
  kind: SessionKind;
  spans: (Span & { key: string; window: Interval; memberIds: string[] })[];
  /** The slot of those that have a page and no event yet: a run ended between. Null at the start. */
  fixed: WeeklySlot | null;
  /** How many of them there are. */
  begun: number;
}

/**
 * The groups a weekly slot is looked for now, in a fixed order: their first meeting without a page is due. `met` are the keys of
 * those people have arranged themselves.
 */
export function steadyGroups(snapshot: Snapshot, now: Instant, met: ReadonlySet<string> = new Set()): Steady[] {
  const waiting = unlinkedByRhythm(snapshot, now);
  const inSeries = rhythmsInSeries(snapshot, now);
  const inOrder = [...decidedAbout(snapshot, snapshot.groups.values())].sort((a, b) => (a.id < b.id ? -1 : 1));
  return eachGuarded("rhythms wanted", inOrder, (group): Steady[] => {
    const programme = programmeOf(snapshot, group);
    if (programme === null || programme.status !== "active" || group.status !== "active") return [];
    if (!mayStart(snapshot, programme.id, group.id)) return [];
    const spans = spansOf(programme, group);
    return (["session", "check_in"] as const).flatMap(kind => {
      const key = rhythmKey(group.id, kind);
      const ofKind = spans.filter(span => span.kind === kind);
      if (ofKind.length < LEAST_IN_SERIES || inSeries.has(key)) return [];
      const rhythm = { programme, group, kind, spans: ofKind, waiting: waiting.get(key) ?? [] };
      return steadyIn(snapshot, rhythm, met, now) ?? [];
    });
  });
}

/** The stretches a group should have a kind of meeting in, and those meetings that have a page and no event yet. */
interface Rhythm {
  programme: Programme;
  group: Group;
  kind: SessionKind;
  spans: readonly Span[];
  waiting: readonly Session[];
}

function steadyIn(snapshot: Snapshot, rhythm: Rhythm, met: ReadonlySet<string>, now: Instant): Steady | null {
  const { programme, group, kind, spans, waiting } = rhythm;
  const today = localDate(now, programme.zone);
  const open = spans.flatMap(span => {
    const key = sessionKey(group.id, kind, span.number);
    if (span.endsOn <= today || snapshot.sessionsByKey.has(key) || snapshot.discarded.has(key) || met.has(key))
      return [];
    const window = {
      startsAt: atLocal(span.startsOn, 0, programme.zone),
      endsAt: atLocal(span.endsOn, 0, programme.zone),
    };
    const memberIds = thereIn(snapshot, group, window);
    return memberIds.length < 2 ? [] : [{ ...span, key, window, memberIds }];
  });
  const [first] = open;
  if (first === undefined || open.length + waiting.length < LEAST_IN_SERIES) return null;
  const isDue = addDays(first.startsOn, -first.leadDays) <= today;
  if (!isDue && waiting.length === 0) return null;
  return {
    programme,
    group,
    kind,
    spans: open,
    fixed: commonSlot(waiting, programme.zone),
    begun: waiting.length,
  };
}

/** Meetings ahead that Krug planned and that have no event yet, by their group and kind. */
export function unlinkedByRhythm(snapshot: Snapshot, now: Instant): Map<string, Session[]> {
  const rhythmOf = ({ groupId, kind }: Session) => rhythmKey(groupId ?? "", kind);
  const ahead = [...decidedAbout(snapshot, snapshot.sessions.values())].filter(
    ({ id, status, groupId, startsAt }) =>
      status === "planned" && groupId !== null && !snapshot.links.has(id) && startsAt !== null && startsAt > now,
  );
  const planned = ahead.filter(session => session.key.startsWith(`${rhythmOf(session)}:`));
  return Map.groupBy(planned, rhythmOf);
}

/** The groups and kinds that have a series with something to come, or one that waits for its heir. */
function rhythmsInSeries(snapshot: Snapshot, now: Instant): Set<string> {
  const waiting = [...snapshot.series.values()].filter(({ heir }) => heir !== null);
  const toCome = [...snapshot.links.values()]
    .filter(({ base, originalStart }) => !base.isCancelled && (originalStart ?? 0) > now)
    .flatMap(({ seriesId }) => snapshot.series.get(seriesId ?? "") ?? []);
  return new Set([...waiting, ...toCome].map(({ groupId, kind }) => rhythmKey(groupId, kind)));
}

/** The weekly slot that most of the sessions have, the earlier among equals; null for none. */
export function commonSlot(sessions: readonly Session[], zone: string): WeeklySlot | null {
  const starts = sessions.map(({ startsAt }) => startsAt ?? 0).sort((a, b) => a - b);
  const alike = Map.groupBy(
    starts.map(start => slotOf(start, zone)),
    slotKey,
  );
  const [slot = null] = [...alike.values()].reduce((best, one) => (one.length > best.length ? one : best), []);
  return slot;
}

/** What was found for the steady groups: the pages to make, and the time they take of people. */
interface SteadyOutcome {
  commands: Command[];
  /** Groups and kinds whose pages are being made: their series waits until all are there. */
  forming: Set<string>;
  keys: Set<string>;
  taken: Taken[];
}

/** A page for each meeting of the weekly slot that suits a group best; what suits no slot is left to be placed singly. */
export function placeSteady(planning: Planning, groups: readonly Steady[]): SteadyOutcome {
  const outcome: SteadyOutcome = { commands: [], forming: new Set(), keys: new Set(), taken: [] };
  for (const steady of groups) {
    const key = rhythmKey(steady.group.id, steady.kind);
    const times = guarded(
      "rhythm",
      steady.group.id,
      () => rhythmOf(planning, steady, outcome.taken),
      () => {
        // Its meetings wait as a whole: a time for each by itself would be another rhythm.
        outcome.forming.add(key);
        for (const span of steady.spans) outcome.keys.add(span.key);
        return null;
      },
    );
    if (times === null || times.length === 0) continue;
    outcome.forming.add(key);
    for (const { key: placeKey, startsAt, endsAt } of times) {
      const span = steady.spans.find(span => span.key === placeKey);
      if (span === undefined) continue;
      outcome.keys.add(placeKey);
      for (const personId of span.memberIds)
        outcome.taken.push({ personId, interval: { startsAt, endsAt }, kind: steady.kind });
      const when = { start: toIso(startsAt), end: toIso(endsAt) };
      outcome.commands.push(
        ...guarded(
          "rhythm",
          steady.group.id,
          () => [newSession(planning, { ...steady, ...span }, { when, status: "planned", krugSays: "" })],
          () => [],
        ),
      );
    }
  }
  return outcome;
}

function rhythmOf(planning: Planning, steady: Steady, taken: readonly Taken[]): RhythmTime[] | null {
  const { now, busy } = planning;
  const { programme, group, kind, spans, fixed, begun } = steady;
  const ids = [...new Set(spans.flatMap(span => span.memberIds))].sort();
  const request = {
    id: rhythmKey(group.id, kind),
    zone: programme.zone,
    durationMinutes: kind === "check_in" ? CHECK_IN_MINUTES : programme.durationMinutes,
    spans: spans.map(({ key, window, memberIds }) => ({ key, window, memberIds })),
    earliest: now + NOTICE_MS,
    firstWorkingDay: kind === "check_in",
    fixed,
    least: Math.max(LEAST_IN_SERIES - begun, 0),
  };
  return planRhythm(request, availabilities(planning, ids, busy ?? new Map(), taken));
}
