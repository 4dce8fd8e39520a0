import { atMost, type Check } from "../bench/report.ts";
import { pagesOf, relation, startOf } from "../faults/looks.ts";
import type { Lived } from "./live.ts";
import type { YearWorld } from "./world.ts";

/** Of people who were there all year nobody led more often than another by more than this. */
const MOST_SEATS_APART = 4;

/** What a year was held to: what is true after each run, and of the year as a whole. */
export function checksOfYear(lived: Lived): Check[] {
  return [...lived.watch.ledger.checks(), atMost("seats held differ by", seatSpread(lived.world), MOST_SEATS_APART)];
}

/** What a year came to, by name. */
export function figuresOfYear({ world, watch, runs }: Lived): Record<string, number> {
  const { playground } = world;
  const groups = pagesOf(playground, "groups");
  const sessions = pagesOf(playground, "sessions");
  const talks = sessions.filter(page => page.values.kind !== "check_in");
  const met = meetingsOfTwo(groups.map(group => relation(group, "members")));
  const counts = [...met.values()];
  const figures: Record<string, number> = {
    runs,
    groups: groups.length,
    sessions: talks.length,
    "sessions without a time": talks.filter(page => page.values.status === "no_slot").length,
    "sessions met": talks.filter(page => page.values.status === "met").length,
    "check-ins": sessions.length - talks.length,
    "pairs of people who met": counts.length,
    "most meetings of two": Math.max(0, ...counts),
    "largest difference in seats held": seatSpread(world),
    ...watch.ledger.counts,
  };
  const mails = Object.entries(watch.ledger.counts).reduce(
    (all, [what, n]) => (what.startsWith("mails: ") ? all + n : all),
    0,
  );
  const held = figures["sessions met"] ?? 0;
  // A year of everybody who has a page, those who came late or left among them.
  figures["mails a person and month"] = round(mails / pagesOf(playground, "people").length / 12);
  if (held > 0) figures["mails a held session"] = round(mails / held);
  return figures;
}

/** With two places. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function meetingsOfTwo(groups: readonly (readonly string[])[]): Map<string, number> {
  const met = new Map<string, number>();
  for (const members of groups)
    for (const [place, one] of members.entries())
      for (const other of members.slice(place + 1)) {
        const pair = [one, other].sort().join(" ");
        met.set(pair, (met.get(pair) ?? 0) + 1);
      }
  return met;
}

/** Of people who were there all year: how many times more than another somebody led. 0 where the seat does not go round. */
function seatSpread(world: YearWorld): number {
  const { playground, here, plan } = world;
  if (plan.format === "mentor" || plan.format === "reverse") return 0;
  if (plan.format === "micro" || plan.format === "open") return 0;
  const led = new Map<string, number>();
  for (const page of pagesOf(playground, "sessions"))
    if (startOf(page) !== null && page.values.status !== "cancelled" && page.values.kind !== "check_in")
      for (const id of relation(page, "facilitator")) led.set(id, (led.get(id) ?? 0) + 1);
  if (led.size === 0) return 0;
  const steady = here.filter(person => STEADY.includes(person.key)).map(person => led.get(world.idOf(person.key)) ?? 0);
  return Math.max(...steady) - Math.min(...steady);
}

/** Nobody of these leaves, pauses for long or comes late. */
const STEADY = ["a", "b", "c", "d", "i", "j"];
