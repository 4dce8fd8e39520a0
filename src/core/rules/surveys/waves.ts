import type { FormKind } from "../../domain/form.ts";
import type { Programme } from "../../domain/programme.ts";
import { addDays, atLocal, DAY, type Instant } from "../../domain/values/time.ts";

/** Rules look no further ahead than two years: what people write may lie centuries off. */
const LOOK_AHEAD = 731 * DAY;

/** One sending of a survey. */
export interface Wave {
  /** Fixed for programme, kind and number. */
  key: string;
  kind: FormKind;
  /** The baseline self-assessment is 0; the first pulse 1; needs, standing, feedback and the closing form have one wave, 1. */
  number: number;
  opensAt: Instant;
  /** Exclusive. Null for the needs and feedback of a programme that runs on. */
  closesAt: Instant | null;
  state: "coming" | "open" | "closed";
}

/** The n-th wave's first day, in days after the programme's first, and for how many days it is open. */
const RHYTHMS = {
  self_assessment: { first: 0, opensOn: (n: number) => 28 * n, openDays: (n: number) => (n === 0 ? 14 : 7) },
  // Days 10, 30, 90, 150 … with the programme's first day as day 1: the first closes within the second week.
  pulse: { first: 1, opensOn: (n: number) => (n === 1 ? 9 : 60 * n - 91), openDays: () => 4 },
} as const;
const FEEDBACK_DAYS_AFTER_END = 7;
/** How it was is asked in the last week, whose invitations carry the form, and for two weeks after the end. */
const CLOSING_DAYS_BEFORE_END = 6;
const CLOSING_DAYS_AFTER_END = 14;
/** Days before the programme begins from which people who join are asked what they need; until it ends. */
const NEEDS_DAYS_BEFORE = 28;

/**
 * The waves of a programme, by opening and then kind: the needs of people who join and the standing form, from four
 * weeks before the start; a baseline self-assessment open for 14 days and one every 28 days open for 7; a pulse open
 * for four days from day 10, from day 30, then every 60; feedback from the start to a week after the end; the closing
 * form from the last week to two weeks after the end, where there is an end.
 *
 * All that open by the programme's last day, within two years; for a programme that runs on, those of the past and the next of each kind.
 * Instants are midnights of the programme's zone. Needs, standing and feedback alone when the programme asks for nothing else.
 */
export function wavesOf(programme: Surveyed, now: Instant): readonly Wave[] {
  const known = kept.get(programme);
  if (known?.now === now) return known.waves;
  const waves = worked(programme, now);
  kept.set(programme, { now, waves });
  return waves;
}

/** Kept as long as the programme is, for its last moment: a decision asks for the waves at every invitation. */
const kept = new WeakMap<Surveyed, { now: Instant; waves: readonly Wave[] }>();

type Surveyed = Pick<Programme, "id" | "startsOn" | "endsOn" | "zone" | "surveys">;

function worked(programme: Surveyed, now: Instant): Wave[] {
  const { id, startsOn, endsOn, zone } = programme;
  const midnight = (days: number) => atLocal(addDays(startsOn, days), 0, zone);
  const wave = (kind: FormKind, number: number, opensAt: Instant, closesAt: Instant | null): Wave => {
    const state = now < opensAt ? "coming" : closesAt !== null && now >= closesAt ? "closed" : "open";
    return { key: `${id}/${kind}/${number}`, kind, number, opensAt, closesAt, state };
  };
  const furthest = now + LOOK_AHEAD;
  const end = endsOn === null ? null : atLocal(addDays(endsOn, 1 + FEEDBACK_DAYS_AFTER_END), 0, zone);
  const waves = [
    wave("needs", 1, midnight(-NEEDS_DAYS_BEFORE), end),
    wave("standing", 1, midnight(-NEEDS_DAYS_BEFORE), end),
    wave("feedback", 1, midnight(0), end),
  ];
  if (programme.surveys && endsOn !== null) {
    const [, opensOn = endsOn] = [startsOn, addDays(endsOn, -CLOSING_DAYS_BEFORE_END)].sort();
    const closesAt = atLocal(addDays(endsOn, 1 + CLOSING_DAYS_AFTER_END), 0, zone);
    waves.push(wave("closing", 1, atLocal(opensOn, 0, zone), closesAt));
  }
  for (const kind of programme.surveys ? (["self_assessment", "pulse"] as const) : []) {
    const { first, opensOn, openDays } = RHYTHMS[kind];
    for (let number = first; ; number += 1) {
      const day = opensOn(number);
      if (endsOn !== null && addDays(startsOn, day) > endsOn) break;
      const next = wave(kind, number, midnight(day), midnight(day + openDays(number)));
      waves.push(next);
      if (next.state === "coming" && (endsOn === null || next.opensAt > furthest)) break;
    }
  }
  return waves.sort((a, b) => a.opensAt - b.opensAt || (a.kind < b.kind ? -1 : 1));
}

/** The wave of a kind whose answers a moment belongs to: the last that had opened; null before the first. */
export function waveAt(waves: readonly Wave[], kind: FormKind, at: Instant): Wave | null {
  return waves.filter(wave => wave.kind === kind && wave.opensAt <= at).at(-1) ?? null;
}

/** The one survey to ask for of those that are open: the one that closes first; those that close together take turns. Null for none. */
export function oneAtATime<T extends { wave: Wave }>(open: readonly T[], now: Instant): T | null {
  const closing = ({ wave }: T) => wave.closesAt ?? Number.POSITIVE_INFINITY;
  const first = Math.min(...open.map(closing));
  const alike = open.filter(one => closing(one) === first).sort((a, b) => (a.wave.key < b.wave.key ? -1 : 1));
  const opened = Math.max(...alike.map(({ wave }) => wave.opensAt));
  const turn = Math.floor((alike.length * (now - opened)) / (first - opened));
  return alike[Math.min(Math.max(turn, 0), alike.length - 1)] ?? null;
}
