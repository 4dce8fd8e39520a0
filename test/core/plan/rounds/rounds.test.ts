import { describe, expect, test } from "vitest";
import type { Command, CommandOf } from "../../../../src/core/domain/command.ts";
import type { Row } from "../../../../src/core/domain/values/row.ts";
import { decideRounds } from "../../../../src/core/plan/rounds/rounds.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import { WORDS } from "../../../../src/run/words.ts";
import {
  aMirror,
  anId,
  aPair,
  aPerson,
  aPlanning,
  aProgramme,
  applied,
  aSession,
  aSnapshot,
  at,
  on,
  programmeOf,
  settled,
} from "../../../world/builders.ts";

const NAMES = ["Ana", "Boris", "Carla", "Dan"];
const people = (names = NAMES) => names.map(name => aPerson(name));

/** What is decided about rounds on a morning, for a programme and the pages there are. */
function decideOn(day: string, rows: readonly Row[], programme = aProgramme()): Command[] {
  const snapshot = aSnapshot([programme, ...rows]);
  return decideRounds(aPlanning(snapshot, at(`${day}T08:00:00Z`)), programmeOf(programme)).commands;
}
const created = (commands: readonly Command[]) =>
  commands.filter((command): command is CommandOf<"create_page"> => command.kind === "create_page");
const updates = (commands: readonly Command[]) =>
  commands.filter((command): command is CommandOf<"update_page"> => command.kind === "update_page");
const nameOf = new Map([...NAMES, "Eva", "Farid", "Gleb", "Hana"].map(name => [anId(name), name]));
const names = (ids: unknown) => (ids as string[]).map(id => nameOf.get(id) ?? "?").sort();
const members = (commands: readonly Command[]) => created(commands).map(command => names(command.values.members));
const everybody = (commands: readonly Command[]) => members(commands).flat().sort();

describe("a round is formed", () => {
  test.each([
    ["2027-01-06", 0],
    ["2027-01-07", 2],
    ["2027-01-10", 2],
    ["2027-01-11", 2],
  ])("four days before it begins: on %s there are %d pairs", (day, count) => {
    expect(created(decideOn(day, people()))).toHaveLength(count);
  });

  test("with everybody in one pair, and the page says who, which round and why", () => {
    const commands = decideOn("2027-01-07", people());
    expect(everybody(commands)).toEqual(NAMES);
    for (const { source, values, key } of created(commands))
      expect([source, values]).toEqual([
        "groups",
        expect.objectContaining({
          programme: [anId("programme")],
          round: 1,
          status: "active",
          key,
          name: expect.stringMatching(/^\w+/),
          why: expect.stringMatching(/\w+/),
        }),
      ]);
  });

  test("with an odd number as one triad", () => {
    const sizes = members(decideOn("2027-01-07", people([...NAMES, "Eva"]))).map(group => group.length);
    expect(sizes.sort()).toEqual([2, 3]);
  });

  test("the same whatever the order of the pages", () => {
    expect(decideOn("2027-01-07", people().reverse())).toEqual(decideOn("2027-01-07", people()));
  });

  test("as a circle, with a facilitator among its members", () => {
    const circle = aProgramme({ format: "circle", groupSize: 5 });
    const [group, ...more] = created(decideOn("2027-01-07", people([...NAMES, "Eva"]), circle));
    expect(more).toEqual([]);
    expect(group?.values.members).toHaveLength(5);
    expect(group?.values.members).toContain((group?.values.facilitator as string[] | undefined)?.[0]);
  });

  test("as drafts, when somebody wants to approve first", () => {
    const commands = created(decideOn("2027-01-07", people(), aProgramme({ approveFirst: true })));
    expect(commands.map(command => command.values.status)).toEqual(["draft", "draft"]);
  });

  test("once: with its groups there is nothing to do", () => {
    expect(decideOn("2027-01-08", [...people(), aPair(["Ana", "Boris"]), aPair(["Carla", "Dan"])])).toEqual([]);
  });

  test("to the end, when a run was cut off in the middle of it: the rest as planned, with nothing about lateness", () => {
    const everyone = people([...NAMES, "Eva", "Farid", "Gleb"]);
    const whole = created(decideOn("2027-01-07", everyone));
    expect(whole).toHaveLength(3);
    for (let done = 1; done < whole.length; done += 1) {
      const half = applied(aMirror([aProgramme(), ...everyone]), whole.slice(0, done)).rows.slice(1);
      expect(decideOn("2027-01-07", half)).toEqual(whole.slice(done));
    }
  });

  test.each<[string, Row[], Row]>([
    ["a draft", people(), aProgramme({ status: "draft" })],
    ["paused", people(), aProgramme({ status: "paused" })],
    ["ended", people(), aProgramme({ status: "ended" })],
    ["matched by hand", people(), aProgramme({ matching: "by_hand" })],
    ["of a format that is made by hand", people(), aProgramme({ format: "micro" })],
    ["of mentors, with nobody's level told", people(), aProgramme({ format: "mentor" })],
    ["over", people(), aProgramme({ start: on("2026-12-07"), end: on("2027-01-06") })],
    ["of one person", people(["Ana"]), aProgramme()],
    ["of nobody", [], aProgramme()],
  ])("never for a programme that is %s", (_, rows, programme) => {
    expect(created(decideOn("2027-01-07", rows, programme))).toEqual([]);
  });

  test("only of people who are in it, gave their consent and have not left", () => {
    const rows = [
      ...people(),
      aPerson("Eva", { consent: null }),
      aPerson("Farid", { status: "left" }),
      aPerson("Gleb", { programmes: [] }),
      aPerson("Hana", { hours: "never" }),
    ];
    expect(everybody(decideOn("2027-01-07", rows))).toEqual(NAMES);
  });
});

describe("somebody on leave", () => {
  const withLeave = (from: string, to: string, more = {}) =>
    decideOn("2027-01-07", [
      ...people(["Ana", "Boris", "Carla", "Dan", "Eva"]),
      aPerson("Farid", { away: on(from, to), ...more }),
    ]);

  test.each([
    ["the whole week: left out of it", "2027-01-11", "2027-01-15", false],
    ["all of it but Friday: left out, one day is too short", "2027-01-11", "2027-01-14", false],
    ["until Wednesday: two days are enough", "2027-01-11", "2027-01-13", true],
    ["the week after: in", "2027-01-18", "2027-01-22", true],
  ])("%s", (_, from, to, isIn) => {
    expect(everybody(withLeave(from, to)).includes("Farid")).toBe(isIn);
  });

  test("who works one day a week is in, if they are there on it", () => {
    const works = { hours: "Thu 9-17" };
    expect(everybody(withLeave("2027-01-11", "2027-01-13", works))).toContain("Farid");
    expect(everybody(withLeave("2027-01-14", "2027-01-14", works))).not.toContain("Farid");
  });

  test("of a circle that lasts half a year stays in it", () => {
    const circle = aProgramme({ format: "circle", roundWeeks: 26, end: null });
    const rows = [...people(), aPerson("Eva", { away: on("2027-01-11", "2027-02-12") })];
    expect(everybody(decideOn("2027-01-07", rows, circle))).toContain("Eva");
  });
});

describe("a round under way is mended", () => {
  const pairs = [aPair(["Ana", "Boris"]), aPair(["Carla", "Dan"])];

  test("a newcomer joins a pair, which is told why", () => {
    const commands = decideOn("2027-01-11", [...people([...NAMES, "Eva"]), ...pairs]);
    const [update, ...more] = updates(commands);
    expect([created(commands), more]).toEqual([[], []]);
    expect(names(update?.values.members)).toHaveLength(3);
    expect(names(update?.values.members)).toContain("Eva");
  });

  test("two newcomers become a pair of their own", () => {
    const commands = decideOn("2027-01-11", [...people([...NAMES, "Eva", "Farid"]), ...pairs]);
    expect([members(commands), updates(commands)]).toEqual([[["Eva", "Farid"]], []]);
  });

  test.each([
    ["2027-01-14", true],
    ["2027-01-15", false],
  ])("a newcomer of %s joins while a working day is left: %s", (day, joins) => {
    const commands = decideOn(day, [...people([...NAMES, "Eva"]), ...pairs]);
    expect(updates(commands).some(update => names(update.values.members).includes("Eva"))).toBe(joins);
    expect(created(commands).map(command => command.values.round)).toEqual([2, 2]);
    expect(everybody(commands)).toEqual([...NAMES, "Eva"]);
  });

  test("whose partner left joins another pair, and the empty one ends", () => {
    const rows = [...people(["Ana", "Carla", "Dan"]), aPerson("Boris", { status: "left" }), ...pairs];
    const ended = updates(decideOn("2027-01-11", rows)).filter(update => update.values.status === "ended");
    const grown = updates(decideOn("2027-01-11", rows)).filter(update => update.values.members !== undefined);
    expect(ended.map(update => update.pageId)).toEqual([pairs[0]!.id]);
    expect(grown.map(update => [update.pageId, names(update.values.members)])).toEqual([
      [pairs[1]!.id, ["Ana", "Carla", "Dan"]],
    ]);
  });

  test("two left alone by two leavers become a pair", () => {
    const rows = [
      ...people(["Ana", "Carla"]),
      aPerson("Boris", { status: "left" }),
      aPerson("Dan", { away: on("2027-01-11", "2027-01-22") }),
      ...pairs,
    ];
    const world = settled(aMirror([aProgramme(), ...rows]), at("2027-01-11T08:00:00Z")).mirror;
    expect(groupsIn(world, 1)).toEqual([["Ana", "Carla"]]);
  });

  test("a pair that has met keeps its members: a newcomer does not join what is over", () => {
    const session = aSession(pairs[0]!, { when: on("2027-01-11T07:00:00Z", "2027-01-11T07:45:00Z") });
    const commands = decideOn("2027-01-11", [...people([...NAMES, "Eva"]), ...pairs, session]);
    expect(updates(commands).map(update => update.pageId)).not.toContain(pairs[0]!.id);
  });

  test("a coming session is renamed after its members, unless people gave it a name", () => {
    const rows = [...people(["Ana", "Boris", "Eva"]), pairs[0]!];
    const title = (named: string) => {
      const session = aSession(pairs[0]!, { title: named });
      return updates(decideOn("2027-01-11", [...rows, session])).find(update => update.pageId === session.id)?.values
        .title;
    };
    const own = WORDS.sessionTitle({ names: ["Ana", "Boris"], kind: "session" }, "en");
    expect(title(own)).toBe(WORDS.sessionTitle({ names: ["Ana", "Boris", "Eva"], kind: "session" }, "en"));
    expect(title("Tea and tests")).toBeUndefined();
  });
});

describe("a round that is over", () => {
  const pair = aPair(["Ana", "Boris"]);
  const ends = (commands: readonly Command[]) =>
    updates(commands)
      .filter(update => update.values.status === "ended")
      .map(update => update.pageId);

  test.each([
    ["2027-01-17", []],
    ["2027-01-18", [pair.id]],
  ])("on %s its groups that end are %j", (day, expected) => {
    expect(ends(decideOn(day, [...people(), pair]))).toEqual(expected);
  });

  test("ends early with its programme", () => {
    expect(ends(decideOn("2027-01-12", [...people(), pair], aProgramme({ status: "ended" })))).toEqual([pair.id]);
  });

  test("a group people made by hand is theirs to end", () => {
    expect(ends(decideOn("2027-01-25", [...people(), aPair(["Ana", "Boris"], { key: "" })]))).toEqual([]);
    expect(ends(decideOn("2027-01-25", [...people(), aPair(["Ana", "Boris"], { round: null })]))).toEqual([]);
  });

  test("four people meet everybody once in three rounds, and then again", () => {
    let world: Mirror = aMirror([aProgramme(), ...people()]);
    for (let week = 0; week < 6; week += 1) {
      const commands = settled(world, at("2027-01-07T08:00:00Z") + week * 7 * 86_400_000).done;
      world = applied(world, commands);
    }
    const met = new Map<string, number>();
    for (let round = 1; round <= 6; round += 1)
      for (const pair of groupsIn(world, round, ["active", "ended"]))
        met.set(pair.join(), (met.get(pair.join()) ?? 0) + 1);
    expect([...met.values()]).toEqual([2, 2, 2, 2, 2, 2]);
  });
});

function groupsIn(mirror: Mirror, round: number, states = ["active"]): string[][] {
  return mirror.rows
    .filter(row => row.source === "groups" && row.values.round === round && states.includes(String(row.values.status)))
    .map(row => names(row.values.members))
    .sort();
}

test("two rounds formed on one day: the second brings together who did not meet in the first", () => {
  for (let number = 0; number < 10; number += 1) {
    const id = anId(`programme ${number}`);
    const cast = NAMES.map(name => aPerson(name, { programmes: [id] }));
    const world = settled(aMirror([aProgramme({}, id), ...cast]), at("2027-01-14T08:00:00Z"));
    const groups = world.mirror.rows.filter(row => row.source === "groups");
    expect(groups.map(row => row.values.round).sort()).toEqual([1, 1, 2, 2]);
    expect(new Set(groups.map(row => names(row.values.members).join(" & "))).size).toBe(4);
  }
});

describe("pairs by best fit", () => {
  const byFit = aProgramme({ matching: "best_fit" });
  const cast = [
    aPerson("Ana", { offers: ["Testing"], level: 2 }),
    aPerson("Boris", { offers: ["Design"], seeks: ["sales"], level: 3 }),
    aPerson("Carla", { offers: ["Sales"], seeks: ["design"], level: 3 }),
    aPerson("Dan", { seeks: ["testing"], level: 2 }),
  ];

  test("bring together who offers what the other seeks, and the page says so", () => {
    const commands = decideOn("2027-01-07", cast, byFit);
    expect(members(commands).sort()).toEqual([
      ["Ana", "Dan"],
      ["Boris", "Carla"],
    ]);
    const why = created(commands).map(command => command.values.why);
    expect(why.filter(text => String(text).includes("Ana offers Testing, which Dan seeks."))).toHaveLength(1);
    expect(why.join()).not.toMatch(/random|level/i);
  });

  test("still bring everybody together with everybody: who met comes last", () => {
    let world: Mirror = aMirror([byFit, ...cast]);
    for (let week = 0; week < 3; week += 1)
      world = settled(world, at("2027-01-07T08:00:00Z") + week * 7 * 86_400_000).mirror;
    const all = [1, 2, 3].flatMap(round => groupsIn(world, round, ["active", "ended"]));
    expect(new Set(all.map(group => group.join())).size).toBe(6);
  });

  test("never join people whose levels are two apart: they are left without a group, and nothing goes on being tried", () => {
    const rows = [...cast, aPerson("Eva", { level: 5 }), aPerson("Farid", { level: 1 })];
    const { mirror } = settled(aMirror([byFit, ...rows]), at("2027-01-07T08:00:00Z"));
    expect(groupsIn(mirror, 1).flat()).not.toContain("Eva");
    expect(groupsIn(mirror, 1).flat()).toContain("Farid");
  });

  test("are one triad where the number is odd, and its seats go round", () => {
    const rows = [...people(["Ana", "Boris", "Carla", "Dan", "Eva"])];
    let world: Mirror = aMirror([byFit, ...rows]);
    for (let week = 0; week < 3; week += 1)
      world = settled(world, at("2027-01-07T08:00:00Z") + week * 7 * 86_400_000).mirror;
    const triads = [1, 2, 3].flatMap(round =>
      groupsIn(world, round, ["active", "ended"]).filter(group => group.length === 3),
    );
    expect(triads).toHaveLength(3);
    const seats = ["Ana", "Boris", "Carla", "Dan", "Eva"].map(
      name => triads.filter(group => group.includes(name)).length,
    );
    expect(seats.sort()).toEqual([1, 2, 2, 2, 2]);
  });

  test("take a newcomer in where they fit best, and tell what they have to give", () => {
    const groups = [aPair(["Ana", "Dan"]), aPair(["Boris", "Carla"])];
    const eva = aPerson("Eva", { offers: ["sales"], seeks: ["design"], level: 3 });
    const [update] = updates(decideOn("2027-01-11", [...cast, eva, ...groups], byFit));
    expect(names(update?.values.members)).toEqual(["Boris", "Carla", "Eva"]);
    expect(update?.values.why).toContain("Boris offers Design, which Eva seeks.");
    const far = aPerson("Eva", { level: 5 });
    expect(updates(decideOn("2027-01-11", [...cast, far, ...groups], byFit))).toEqual([]);
  });

  test("say the same whatever the order of the pages", () => {
    expect(decideOn("2027-01-07", [...cast].reverse(), byFit)).toEqual(decideOn("2027-01-07", cast, byFit));
  });
});

test("who left does not count in the rounds to come: those who stay meet as if the others had never been there", () => {
  const gone = ["Eva", "Farid"];
  const left = gone.map(name => aPerson(name, { status: "left" }));
  const past = aPair(gone, { status: "ended" });
  const met = aSession(past, { status: "met", when: on("2027-01-05T09:00:00Z", "2027-01-05T09:45:00Z") });
  for (let number = 0; number < 10; number += 1) {
    const id = anId(`programme ${number}`);
    const programme = aProgramme({ start: on("2027-01-04") }, id);
    const inIt = (row: Row): Row => ({ ...row, values: { ...row.values, programmes: [id] } });
    const six = people([...NAMES, "Gleb", "Hana"]).map(inIt);
    const before = { ...past, values: { ...past.values, programme: [id] } };
    const withThem = decideOn("2027-01-11", [...six, ...left.map(inIt), before, met], programme);
    expect(members(withThem)).toHaveLength(3);
    expect(members(withThem)).toEqual(members(decideOn("2027-01-11", six, programme)));
  }
});

describe.each(["random", "best_fit"])("triads, %s", matching => {
  const triads = aProgramme({ format: "triad", matching });
  const six = people([...NAMES, "Eva", "Farid"]);
  const keepers = (commands: readonly Command[]) =>
    created(commands).map(({ values }) => names(values.facilitator as string[]));

  test("are groups of three, each with one of them as keeper, and the page says who", () => {
    const commands = decideOn("2027-01-07", six, triads);
    expect(members(commands).map(group => group.length)).toEqual([3, 3]);
    for (const { values } of created(commands)) {
      const [keeper] = names(values.facilitator);
      expect(names(values.members)).toContain(keeper);
      expect(values.why).toContain(`This time ${keeper} keeps the talk to its goals and priorities.`);
    }
  });

  test("of a number that three does not divide are four, and nobody is left over", () => {
    const commands = decideOn("2027-01-07", people([...NAMES, "Eva", "Farid", "Gleb"]), triads);
    expect(
      members(commands)
        .map(group => group.length)
        .sort(),
    ).toEqual([3, 4]);
    expect(keepers(commands).flat()).toHaveLength(2);
  });

  test("pass the keeper's seat on: in three weeks of two groups nobody of six keeps more than twice", () => {
    let world: Mirror = aMirror([triads, ...six]);
    for (let week = 0; week < 3; week += 1)
      world = settled(world, at("2027-01-07T08:00:00Z") + week * 7 * 86_400_000).mirror;
    const kept = world.rows.filter(row => row.source === "groups").flatMap(row => names(row.values.facilitator));
    const load = ["Ana", "Boris", "Carla", "Dan", "Eva", "Farid"].map(
      name => kept.filter(keeper => keeper === name).length,
    );
    expect(kept).toHaveLength(6);
    expect(Math.max(...load)).toBeLessThanOrEqual(2);
  });

  test("whose keeper left get another, on the group's page and for the session to come", () => {
    const group = aPair(["Ana", "Boris", "Carla", "Dan"], { facilitator: [anId("Ana")] });
    const session = aSession(group, { facilitator: [anId("Ana")] });
    const left = aPerson("Ana", { status: "left" });
    const commands = decideOn("2027-01-11", [left, ...people(["Boris", "Carla", "Dan"]), group, session], triads);
    const update = updates(commands).find(one => one.pageId === group.id);
    const [keeper] = names(update?.values.facilitator);
    expect(["Boris", "Carla", "Dan"]).toContain(keeper);
    expect(update?.values.why).toContain(`This time ${keeper} keeps`);
    const sessions = updates(commands).filter(one => one.pageId === session.id);
    expect(names(sessions.flatMap(one => one.values.facilitator ?? []))).toEqual([keeper]);
  });

  test("are formed to the end when a run was cut off in the middle, with the keepers as planned", () => {
    const whole = created(decideOn("2027-01-07", six, triads));
    const half = applied(aMirror([triads, ...six]), whole.slice(0, 1)).rows.slice(1);
    expect(decideOn("2027-01-07", half, triads)).toEqual(whole.slice(1));
  });
});
