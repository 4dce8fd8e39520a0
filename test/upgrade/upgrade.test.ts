import { describe, expect, test } from "vitest";
import { SOURCE_KEYS } from "../../src/core/domain/values/row.ts";
import { outboxTable } from "../../src/store/runs/outbox.ts";
import { eventsOf, pagesOf } from "../faults/looks.ts";
import { runsFrom } from "./begun.ts";
import { type Deeds, deedsOf } from "./deeds.ts";
import { type MomentName, type Upgraded, upgraded } from "./world.ts";

const DAY = 86_400_000;
/** The first runs of each moment. */
const AT_ONCE = 3;
/** Lived on after the runs that are compared: another round is formed. */
const DAYS = 10;

/** What this version writes in the world of 0.3.0 that 0.3.0 itself did not write at the same time, and why. */
const DECLARED: readonly { what: RegExp; why: string }[] = [
  {
    what: /^opens form “[^”]+” to /,
    why: "Google lets nobody answer a form made by a program until they are given leave: Krug gives it, 0.3.0 did not",
  },
  {
    what: /^(batchUpdate|setPublishSettings) form “[^”]+ – pulse”$/,
    why: "the first line of an anonymous form says why Google asks people to sign in, and that nothing of it is kept",
  },
  {
    what: /^writes result on surveys “Pulse /,
    why: "that whoever has the link can answer more than once stands beside what a pulse came to",
  },
  {
    what: /^writes answers, rate on surveys “Pulse /,
    why: "the answers of a pulse are counted when it closes, not run by run",
  },
];

const MOMENTS: readonly [MomentName, string][] = [
  ["atRest", "with nothing left to do"],
  ["inDoubt", "with calls whose answers were lost"],
  ["inFlight", "in the middle of much that changes, with pages in doubt"],
];

/** Each item of a list that the other does not have, as often as it does not have it. */
function lacking(items: readonly string[], others: readonly string[]): string[] {
  const rest = [...others];
  return items.filter(item => {
    const place = rest.indexOf(item);
    if (place >= 0) rest.splice(place, 1);
    return place < 0;
  });
}

/** A moment of 0.3.0's world on this version, and what was done in the runs that follow. Each is lived once. */
async function livedFrom(name: MomentName): Promise<Lived> {
  const world = await upgraded(name);
  const deeds: Deeds[] = [];
  for (const at of runsFrom(world.at))
    deeds.push(
      await deedsOf(world.playground, async () => {
        expect((await world.run(at)).failed).toEqual([]);
      }),
    );
  return { world, deeds, more: deeds.flatMap((one, run) => lacking(one.writes, world.before[run]?.writes ?? [])) };
}

interface Lived {
  world: Upgraded;
  deeds: Deeds[];
  /** Writes that 0.3.0 itself did not make in the same run. */
  more: string[];
}

const lived = new Map<MomentName, Promise<Lived>>();
function once(name: MomentName): Promise<Lived> {
  const found = lived.get(name) ?? livedFrom(name);
  lived.set(name, found);
  return found;
}

describe.each(MOMENTS)("a world made by 0.3.0, left %s (%s)", name => {
  test("mails whom 0.3.0 would have mailed by itself, each once, and nobody else", async () => {
    const { world, deeds } = await once(name);
    expect(deeds.map(one => one.mails)).toEqual(world.before.map(one => one.mails));
    expect(deeds.length).toBeGreaterThan(AT_ONCE);
  });

  test("is written as 0.3.0 would have written it, but for what is declared", async () => {
    const { world, deeds, more } = await once(name);
    const less = world.before.flatMap((one, run) => lacking(one.writes, deeds[run]?.writes ?? []));
    expect(more.filter(write => !DECLARED.some(({ what }) => what.test(write)))).toEqual([]);
    expect(less).toEqual([]);
  });

  test("has each thing once, and nothing is left in doubt", async () => {
    const { world } = await once(name);
    expect(await outboxTable.list(world.database, ["waiting", "in_doubt", "given_up"])).toEqual([]);
    expectEachOnce(world);
  });

  test("goes on into the next rounds: runs end well, and a second one at once has nothing to do", async () => {
    const { world } = await once(name);
    const last = runsFrom(world.at).at(-1) ?? world.at;
    for (let day = 1; day <= DAYS; day += 1) {
      const at = last + day * DAY;
      expect((await world.run(at)).failed).toEqual([]);
      const again = await deedsOf(world.playground, () => world.run(at));
      expect(again).toEqual({ writes: [], mails: [] });
    }
    expectEachOnce(world);
    const invited = world.playground.google.outbox.filter(mail => mail.kind === "invitation");
    const ofEach = invited.map(mail => `${mail.eventId} ${mail.to}`);
    expect(lacking(ofEach, [...new Set(ofEach)])).toEqual([]);
  });
});

test("whom nothing changed for hears nothing of the new version, and with nothing left to do nothing is written", async () => {
  const atOnce = async (name: MomentName) => (await once(name)).deeds.slice(0, AT_ONCE);
  expect(await atOnce("atRest")).toEqual(Array.from({ length: AT_ONCE }, () => ({ writes: [], mails: [] })));
  expect((await atOnce("inDoubt")).flatMap(one => one.mails)).toEqual([]);
});

test("what is declared happens: what no longer does is declared no longer", async () => {
  const writes = (await Promise.all(MOMENTS.map(([name]) => once(name)))).flatMap(({ more }) => more);
  expect(DECLARED.filter(({ what }) => !writes.some(write => what.test(write)))).toEqual([]);
});

/** No key of Krug's is on two pages, and no session has two events. */
function expectEachOnce({ playground }: Upgraded): void {
  const keys = SOURCE_KEYS.flatMap(source =>
    pagesOf(playground, source).flatMap(page => (page.values.key ? [`${source} ${page.values.key}`] : [])),
  );
  expect(keys.length).toBeGreaterThan(50);
  expect(lacking(keys, [...new Set(keys)])).toEqual([]);
  const sessions = eventsOf(playground).flatMap(event => (event.isLive ? (event.sessionId ?? []) : []));
  expect(sessions.length).toBeGreaterThan(10);
  expect(lacking(sessions, [...new Set(sessions)])).toEqual([]);
}
