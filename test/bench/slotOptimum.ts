import loadHighs from "highs";
import { MINUTE } from "../../src/core/time.ts";
import type { SlotInstance } from "./slotInstances.ts";

export interface Optimum {
  /** Groups that get a time in the best plan found. */
  found: number;
  /** No plan gives a time to more. */
  bound: number;
}

/**
 * The most groups that can meet, by an integer program: one variable a group and start at which all its members are
 * free, at most one start a group, and of the sessions that cover a moment at most one a person. Solved by HiGHS.
 */
export async function slotOptimum(instance: SlotInstance, seconds: number): Promise<Optimum> {
  const highs = await loadHighs();
  const { columns, rows } = model(instance);
  const subject = rows.map((row, place) => `c${place}: ${row.map(column => `x${column}`).join(" + ")} <= 1`);
  const names = Array.from({ length: columns }, (_, column) => `x${column}`);
  if (columns === 0) return { found: 0, bound: 0 };
  const text = `Maximize\n obj: ${wrapped(names.join(" + "))}\nSubject To\n${subject.map(wrapped).join("\n")}\nBinary\n ${wrapped(names.join(" "))}\nEnd\n`;
  return highs.withModel({ format: "lp", data: text }, solver => {
    solver.options.set({ output_flag: false, time_limit: seconds, mip_rel_gap: 0, mip_abs_gap: 0.5 });
    solver.run();
    const bound = Math.floor(Number(solver.info.get("mip_dual_bound")) + 1e-6);
    return { found: Math.round(solver.getObjectiveValue()), bound };
  });
}

/** For each request the steps, counted from 1970, at which a session could begin with all its members free. */
export function startsOf({ requests, people, step }: SlotInstance): number[][] {
  const free = new Map(people.map(person => [person.personId, freeTicks(person, step * MINUTE)]));
  return requests.map(({ memberIds, durationMinutes }) => {
    const all = memberIds.map(id => free.get(id) ?? new Set<number>());
    const ticks = Array.from({ length: Math.ceil(durationMinutes / step) }, (_, index) => index);
    return [...(all[0] ?? [])].filter(start => all.every(mine => ticks.every(tick => mine.has(start + tick))));
  });
}

/** The program's columns, counted, and its rows, each the columns of which at most one may be taken. */
function model(instance: SlotInstance): { columns: number; rows: number[][] } {
  const rows: number[][] = [];
  const atMoment = new Map<string, number[]>();
  let columns = 0;
  for (const [group, starts] of startsOf(instance).entries()) {
    const { memberIds = [], durationMinutes = 0 } = instance.requests[group] ?? {};
    const first = columns;
    rows.push(starts.map((_, index) => first + index));
    for (const [index, start] of starts.entries())
      for (const id of memberIds)
        for (let at = start; at < start + durationMinutes / instance.step; at += 1) {
          const key = `${id} ${at}`;
          atMoment.set(key, [...(atMoment.get(key) ?? []), first + index]);
        }
    columns += starts.length;
  }
  const crowded = new Map<string, number[]>();
  for (const row of [...rows, ...atMoment.values()]) if (row.length > 1) crowded.set(row.join(), row);
  return { columns, rows: [...crowded.values()] };
}

/** The steps of a person's week in which they work from nine to five and have nothing else. */
function freeTicks({ zone, busy }: SlotInstance["people"][number], tick: number): Set<number> {
  const found = new Set<number>();
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "short", hour: "2-digit", hour12: false });
  const taken = new Set<number>();
  for (const one of busy ?? []) for (let at = one.startsAt; at < one.endsAt; at += tick) taken.add(at / tick);
  const monday = Date.UTC(2027, 0, 11);
  for (let at = monday; at < monday + 7 * 24 * 60 * MINUTE; at += tick) {
    const [day, hour] = clock.format(at).split(" ");
    if (/Sat|Sun/.test(day ?? "") || Number(hour) < 9 || Number(hour) >= 17) continue;
    if (!taken.has(at / tick)) found.add(at / tick);
  }
  return found;
}

/** Lines of the LP format are kept short. */
function wrapped(text: string): string {
  return text.replace(/((?:\S+ ){60})/g, "$1\n ");
}
