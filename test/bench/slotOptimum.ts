import loadHighs from "highs";
import { MINUTE } from "../../src/core/domain/values/time.ts";
import type { SlotInstance } from "./slotInstances.ts";

export interface Optimum {
  /** Groups that get a time in the best plan found. */
  found: number;
  /** No plan gives a time to more. */
  bound: number;
}

let solver: ReturnType<typeof loadHighs> | null = null;

function loaded(): ReturnType<typeof loadHighs> {
  solver ??= loadHighs();
  return solver;
}

/**
 * The most groups that can meet, by an integer program: one variable a group and start at which all its members are
 * free, at most one start a group, and of the sessions that cover a moment at most one a person, and of all no more a
 * person than they can take. Solved by HiGHS.
 */
export async function slotOptimum(instance: SlotInstance, seconds: number): Promise<Optimum> {
  const highs = await loaded();
  const { columns, rows } = model(instance);
  const subject = rows.map(
    (row, place) => `c${place}: ${row.columns.map(column => `x${column}`).join(" + ")} <= ${row.most}`,
  );
  const names = Array.from({ length: columns }, (_, column) => `x${column}`);
  if (columns === 0) return { found: 0, bound: 0 };
  const text = `Maximize\n obj: ${wrapped(names.join(" + "))}\nSubject To\n${subject.map(wrapped).join("\n")}\nBinary\n ${wrapped(names.join(" "))}\nEnd\n`;
  return highs.withModel({ format: "lp", data: text }, program => {
    program.options.set({ output_flag: false, time_limit: seconds, mip_rel_gap: 0, mip_abs_gap: 0.5 });
    program.run();
    const bound = Math.floor(Number(program.info.get("mip_dual_bound")) + 1e-6);
    return { found: Math.round(program.getObjectiveValue()), bound };
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

/** Columns of which at most so many may be taken. */
interface ProgramRow {
  columns: number[];
  most: number;
}

/** The program's columns, counted, and its rows. */
function model(instance: SlotInstance): { columns: number; rows: ProgramRow[] } {
  const rows: ProgramRow[] = [];
  const rowsByKey = new Map<string, ProgramRow>();
  const take = (column: number, key: string, most: number) => {
    const row = rowsByKey.get(key) ?? { columns: [], most };
    row.columns.push(column);
    rowsByKey.set(key, row);
  };
  const limits = new Map(instance.people.map(person => [person.personId, person.sessionsAWeek ?? null]));
  let columns = 0;
  for (const [group, starts] of startsOf(instance).entries()) {
    const { memberIds = [], durationMinutes = 0 } = instance.requests[group] ?? {};
    const first = columns;
    rows.push({ columns: starts.map((_, index) => first + index), most: 1 });
    for (const [index, start] of starts.entries())
      for (const id of memberIds) {
        for (let at = start; at < start + durationMinutes / instance.step; at += 1)
          take(first + index, `${id} ${at}`, 1);
        const limit = limits.get(id) ?? null;
        if (limit !== null) take(first + index, id, limit);
      }
    columns += starts.length;
  }
  const binding = new Map<string, ProgramRow>();
  for (const row of [...rows, ...rowsByKey.values()])
    if (row.columns.length > row.most) binding.set(`${row.columns.join()} ${row.most}`, row);
  return { columns, rows: [...binding.values()] };
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
