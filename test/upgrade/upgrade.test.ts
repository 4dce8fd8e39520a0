import { describe, expect, test, vi } from "vitest";
import { isKnownKind } from "../../src/core/domain/commands.ts";
import { SOURCE_KEYS } from "../../src/core/domain/values/row.ts";
import { eventTable } from "../../src/store/mirror/events.ts";
import { outboxTable } from "../../src/store/runs/outbox.ts";
import { eventsOf, liveEventOf, pageOf, pagesOf, startOf } from "../faults/looks.ts";
import { allEvents, move } from "../world/people.ts";
import { runsFrom } from "./begun.ts";
import { type Deeds, deedsOf } from "./deeds.ts";
import { kindsWrittenDown, type MomentName, type Upgraded, upgraded, upgradedWithoutDatabase } from "./world.ts";

/**
 * What agendas and comments say otherwise than 0.3.0 did, as it is said now and as it was: so an agenda that is written anew for any
 * other reason is seen. That a wording of its own reaches events and mails nobody, `reworded.test.ts` shows.
 */
const SAID_BEFORE = vi.hoisted(
  (): Readonly<Partial<Record<string, readonly (readonly [string, string])[]>>> => ({
    "meetings.agenda.leads": [["next time it is somebody else’s turn", "the seat rotates"]],
    "meetings.agenda.standing": [
      ["or tell the coordinator something privately", "or for a quiet word to the coordinator"],
    ],
    "meetings.help.ask": [
      ["Krug finds time for a short meeting", "Krug finds a short time"],
      ["others will finish it", "others finish it"],
      ["somebody else will be asked", "somebody else is asked"],
    ],
  }),
);

vi.mock(import("../../src/text/locales/say.ts"), async original => {
  const real = await original();
  const say = (...told: Parameters<typeof real.say>) =>
    (SAID_BEFORE[told[1]] ?? []).reduce((said, [now, before]) => said.replace(now, before), real.say(...told));
  return { ...real, say: say as typeof real.say };
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
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
    what: /^(batchUpdate|setPublishSettings) form “[^”]+”$/,
    why: "forms are said anew where their questions are others or asked in other words",
  },
  {
    what: /^changes description, extendedProperties of event “[^”]+” of \S+, mailing none$/,
    why: "an agenda names one survey at a time, so that the text is another while several are open",
  },
  {
    what: /^writes krugSays on surveys “(?:Session feedback|Needs) /,
    why: "until the form has them, the page of the survey says that questions are missing, and no longer once it has",
  },
  {
    what: /^writes result on surveys “Pulse /,
    why: "that whoever has the link can answer more than once stands beside what a pulse came to",
  },
  {
    what: /^writes answers, rate on surveys “Pulse /,
    why: "the answers of a pulse are counted when it closes, not run by run",
  },
  {
    what: /^PATCH \/v1\/data_sources\/[0-9a-f-]{36}$/,
    why: "set-up notes on a column it adds that it is new; once the column is known, the note is taken off",
  },
  {
    what: /^writes change on metrics “/,
    why: "what a period under way has come to is compared with a whole one no more: what was written so is taken off",
  },
  {
    what: /^writes title on sessions “Check-in: /,
    why: "a check-in is called after all who are in its group as soon as somebody joins",
  },
];

/** What 0.3.0 wrote and this version does not, run by run, and why. */
const NOT_ANY_MORE: readonly { what: RegExp; why: string; most: number }[] = [
  {
    what: /^makes a page in metrics$/,
    why: "where people ask a board there are no groups, so nobody is in one, left out or yet to be met: four figures",
    most: 4,
  },
  {
    what: /^writes change on metrics “/,
    why: "what a period under way has come to by now is not compared with a whole one",
    most: 60,
  },
];

/**
 * What 0.3.0 did where a group grew, as it is done now: a check-in is called after all of its people before anybody is invited
 * to it. 0.3.0 invited them under the former name, and mailed all of them once more about the new one.
 */
const CALLED = ["Check-in: Alice, David, Grace & Henry", "Check-in: Alice, David, Grace, Henry & Leo"] as const;
function asNow({ mails, writes }: Deeds): Deeds {
  const [former, now] = CALLED;
  const isOfNewName = (mail: string) => mail.startsWith("update to ") && mail.endsWith(now);
  const named = (said: string) => said.replace(former, now);
  const tellsOfIt = (write: string) => /^changes .*summary of event “Check-in: .* mailing all$/.test(write);
  return {
    mails: mails.filter(mail => !isOfNewName(mail)).map(named),
    writes: writes.filter(write => !tellsOfIt(write)).map(named),
  };
}

const MOMENTS: readonly [MomentName, string][] = [
  ["atRest", "with nothing left to do"],
  ["inDoubt", "with calls whose answers were lost"],
  ["inFlight", "in the middle of much that changes, with pages in doubt"],
];

/** The names of private properties: a session's, its base's, a letter's, a series' own, and an occurrence's by its start. */
const GIVEN_NAMES = /^krug(Session|Base|Letter|Series|Invited|\d{8}T\d{6}Z)$/;

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
  const before = name === "inFlight" ? world.before.map(asNow) : [...world.before];
  return { world, before, deeds, more: deeds.flatMap((one, run) => lacking(one.writes, before[run]?.writes ?? [])) };
}

interface Lived {
  world: Upgraded;
  /** What 0.3.0 did by itself, run by run. */
  before: Deeds[];
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
    const { before, deeds } = await once(name);
    expect(deeds.map(one => one.mails)).toEqual(before.map(one => one.mails));
    expect(deeds.length).toBeGreaterThan(AT_ONCE);
  });

  test("is written as 0.3.0 would have written it, but for what is declared", async () => {
    const { before, deeds, more } = await once(name);
    const less = before.flatMap((one, run) => lacking(one.writes, deeds[run]?.writes ?? []));
    expect(more.filter(write => !DECLARED.some(({ what }) => what.test(write)))).toEqual([]);
    for (const { what, most } of NOT_ANY_MORE)
      expect(less.filter(write => what.test(write)).length).toBeLessThanOrEqual(most);
    expect(less.filter(write => !NOT_ANY_MORE.some(({ what }) => what.test(write)))).toEqual([]);
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

test.each(MOMENTS)("each command 0.3.0 wrote down is of a kind this version knows: %s", async name => {
  const kinds = await kindsWrittenDown(name);
  expect(kinds.length).toBeGreaterThan(10);
  expect(kinds.filter(({ beside, inside }) => inside !== beside || !isKnownKind(beside))).toEqual([]);
});

test.each(MOMENTS)("what stands on events for Krug alone bears the names 0.3.0 gave it: %s", async name => {
  const { world } = await once(name);
  const names = (await allEvents(world.playground)).flatMap(event =>
    Object.keys(event.extendedProperties?.private ?? {}),
  );
  expect(new Set(names)).toEqual(new Set(names.filter(one => GIVEN_NAMES.test(one))));
  expect(names).toEqual(expect.arrayContaining(["krugSession", "krugBase", "krugSeries", "krugInvited"]));
});

describe("a world made by 0.3.0 whose database is lost", () => {
  test("is known again by what stands on its events: nobody is mailed, nothing is made, and no event is touched", async () => {
    const world = await upgradedWithoutDatabase("atRest");
    for (const at of runsFrom(world.at).slice(0, AT_ONCE)) {
      const { writes, mails } = await deedsOf(world.playground, () => world.run(at));
      expect(mails).toEqual([]);
      // Forms get the questions they ask by now, in the words of now, as with the database there (DECLARED).
      const isMeant = /^(writes .* on (metrics|surveys) |PATCH .*data_sources|(batchUpdate|setPublishSettings) form )/;
      expect(writes.filter(write => !isMeant.test(write))).toEqual([]);
    }
    expectEachOnce(world);
    const sessionOf = new Map((await eventTable.list(world.database)).map(event => [event.id, event.sessionId]));
    const written = (await allEvents(world.playground)).flatMap(({ id, extendedProperties }) => {
      const sessionId = extendedProperties?.private?.krugSession;
      return sessionId === undefined ? [] : [{ id, sessionId }];
    });
    expect(written.length).toBeGreaterThan(30);
    expect(written.map(({ id }) => ({ id, sessionId: sessionOf.get(id ?? "") }))).toEqual(written);
  });

  test("carries over what people changed meanwhile, by what page and event had agreed on", async () => {
    const { playground, run, at } = await upgradedWithoutDatabase("atRest");
    const [first, second] = eventsOf(playground)
      .filter(event => event.isLive && event.seriesId === null && event.sessionId !== null && event.startsAt > at)
      .sort((a, b) => a.startsAt - b.startsAt);
    if (first?.sessionId == null || second?.sessionId == null)
      throw new Error("two pairs meet in the days that follow");
    const onPage = {
      start: new Date(first.startsAt + HOUR).toISOString(),
      end: new Date(first.endsAt + HOUR).toISOString(),
    };
    await playground.edit(first.guests[0]?.email ?? "", "sessions", first.sessionId, { when: onPage });
    await move(playground, second.guests[0]?.email ?? "", second.id, HOUR);
    const { mails } = await deedsOf(playground, () => run(at + MINUTE));
    expect(liveEventOf(playground, first.sessionId)?.startsAt).toBe(first.startsAt + HOUR);
    const page = pageOf(playground, "sessions", second.sessionId);
    expect(page === null ? null : startOf(page)).toBe(second.startsAt + HOUR);
    expect(mails).toEqual(first.guests.map(({ email }) => `update to ${email}: ${first.title}`).sort());
  });
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
