import { describe, expect, test } from "vitest";
import type { Command, CommandOf } from "../../../../src/core/domain/command.ts";
import type { PlainValue, Row } from "../../../../src/core/domain/values/row.ts";
import { decideRounds } from "../../../../src/core/plan/rounds/rounds.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
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
import { aNeedsAnswer } from "../../../world/needsAnswer.ts";

type More = Record<string, PlainValue>;
const MENTORING = aProgramme({ format: "mentor", matching: null, end: on("2027-12-31") });
const REVERSE = aProgramme({ format: "reverse", matching: null, end: on("2027-12-31") });
const mentor = (name: string, more: More = {}) => aPerson(name, { level: 4, offers: ["testing"], ...more });
const mentee = (name: string, more: More = {}) => aPerson(name, { level: 2, seeks: ["testing"], ...more });

function decideOn(day: string, rows: readonly Row[], programme = MENTORING): Command[] {
  const snapshot = aSnapshot([programme, ...rows]);
  return decideRounds(aPlanning(snapshot, at(`${day}T08:00:00Z`)), programmeOf(programme)).commands;
}
const created = (commands: readonly Command[]) =>
  commands.filter((command): command is CommandOf<"create_page"> => command.kind === "create_page");
const ends = (commands: readonly Command[]) =>
  commands.flatMap(command =>
    command.kind === "update_page" && command.values.status === "ended" ? [command.pageId] : [],
  );

const NAMES = ["Ana", "Boris", "Carla", "Dan", "Eva", "Farid", "Gleb", "Hana", "Ivo"];
const nameOf = new Map(NAMES.map(name => [anId(name), name]));
/** "Ana helps Boris" for each new pair, in order. */
const told = (commands: readonly Command[]) =>
  created(commands)
    .map(({ values }) => {
      const [helper] = (values.facilitator as string[]).map(id => nameOf.get(id) ?? "?");
      const others = (values.members as string[]).map(id => nameOf.get(id) ?? "?").filter(name => name !== helper);
      return `${helper} helps ${others.join(", ")}`;
    })
    .sort();

/** The pages once a round was formed, without the programme's. */
const formedOf = (rows: readonly Row[], programme = MENTORING) =>
  applied(aMirror([programme, ...rows]), decideOn("2027-01-07", rows, programme)).rows.slice(1);
const changed = (rows: readonly Row[], name: string, more: More) =>
  rows.map(row => (row.id === anId(name) ? { ...row, values: { ...row.values, ...more } } : row));
const groupWith = (rows: readonly Row[], name: string) =>
  rows.find(row => row.source === "groups" && (row.values.members as string[]).includes(anId(name)))!;
const metOnce = (rows: readonly Row[], name: string) => [
  ...rows,
  aSession(groupWith(rows, name), { when: on("2027-01-13T09:00:00Z", "2027-01-13T10:00:00Z") }),
];

describe("a round of mentors is formed", () => {
  test("one page a pair, which says who mentors whom and why, and holds what to agree on", () => {
    const commands = decideOn("2027-01-07", [mentor("Ana"), mentee("Boris"), mentee("Carla", { seeks: [] })]);
    expect(told(commands)).toEqual(["Ana helps Boris", "Ana helps Carla"]);
    const boris = created(commands).find(({ values }) => (values.members as string[]).includes(anId("Boris")));
    expect(boris?.values.why).toContain("Ana is the mentor here, with more experience; Boris is the mentee.");
    expect(boris?.values.why).toContain("Ana offers testing, which Boris seeks.");
    expect(boris?.values.agreement).toContain("Rhythm: every 2 weeks, 60 minutes.");
  });

  test("by fit where nobody says how, and in reverse the less experienced one helps", () => {
    const rows = [aPerson("Ana", { level: 1, offers: ["video"] }), aPerson("Boris", { level: 4, seeks: ["Video"] })];
    const commands = decideOn("2027-01-07", rows, REVERSE);
    expect(told(commands)).toEqual(["Ana helps Boris"]);
    expect(created(commands)[0]?.values.why).toContain("Reverse mentoring: Ana is the mentor");
  });

  test("in reverse only two levels apart, from another team where there is a choice", () => {
    const senior = aPerson("Carla", { level: 4, seeks: ["video"], team: "Payments" });
    const junior = (name: string, more: More) => aPerson(name, { level: 1, offers: ["video"], ...more });
    const rows = [senior, junior("Ana", { team: "Payments" }), junior("Boris", { team: "Search" })];
    expect(told(decideOn("2027-01-07", rows, REVERSE))).toEqual(["Boris helps Carla"]);
    const nearer = told(decideOn("2027-01-07", changed(rows, "Boris", { level: 3 }), REVERSE));
    expect(nearer).toContain("Ana helps Carla");
    expect(nearer).not.toContain("Boris helps Carla");
  });

  test("nobody with more people than they can help, nobody with their manager", () => {
    const rows = [mentor("Ana", { mentees: 1 }), mentor("Dan", { mentees: 0 }), mentee("Boris"), mentee("Carla")];
    expect(decideOn("2027-01-07", rows).length).toBe(1);
    const managed = [mentor("Ana"), mentee("Boris", { manager: [anId("Ana")] }), mentee("Carla")];
    expect(told(decideOn("2027-01-07", managed))).toEqual(["Ana helps Carla"]);
  });

  test("at random where the programme says so: what people offer does not decide, and their page says drawn", () => {
    const drawn = aProgramme({ format: "mentor", matching: "random", end: on("2027-12-31") });
    const mentors = ["Ana", "Boris", "Carla", "Dan"].map((name, place) => mentor(name, { offers: [`skill ${place}`] }));
    const mentees = ["Eva", "Farid", "Gleb", "Hana"].map((name, place) => mentee(name, { seeks: [`skill ${place}`] }));
    const rows = [...mentors, ...mentees];
    const byFit = ["Ana helps Eva", "Boris helps Farid", "Carla helps Gleb", "Dan helps Hana"];
    expect(told(decideOn("2027-01-07", rows))).toEqual(byFit);
    const random = decideOn("2027-01-07", rows, drawn);
    expect(random).toHaveLength(4);
    expect(told(random)).not.toEqual(byFit);
    expect(created(random)[0]?.values.why).toContain(
      "Drawn at random for this round among those whose experience suits.",
    );
  });

  test("as drafts, when somebody wants to approve first", () => {
    const approving = aProgramme({ format: "mentor", approveFirst: true });
    const commands = created(decideOn("2027-01-07", [mentor("Ana"), mentee("Boris")], approving));
    expect(commands.map(({ values }) => values.status)).toEqual(["draft"]);
  });

  test("not at all where groups are made by hand", () => {
    const byHand = aProgramme({ format: "mentor", matching: "by_hand" });
    expect(decideOn("2027-01-07", [mentor("Ana"), mentee("Boris")], byHand)).toEqual([]);
  });

  test("to the end, when a run was cut off in the middle of it", () => {
    const rows = [mentor("Ana"), mentor("Dan"), ...["Boris", "Carla", "Eva", "Farid"].map(name => mentee(name))];
    const whole = decideOn("2027-01-07", rows);
    expect(whole).toHaveLength(4);
    for (let done = 1; done < whole.length; done += 1) {
      const half = applied(aMirror([MENTORING, ...rows]), whole.slice(0, done)).rows.slice(1);
      expect(decideOn("2027-01-07", half)).toEqual(whole.slice(done));
    }
  });
});

describe("within a round of mentors", () => {
  const rows = formedOf([
    mentor("Ana", { mentees: 2 }),
    mentor("Dan", { mentees: 1 }),
    mentee("Boris"),
    mentee("Carla"),
  ]);
  const pairs = (of: readonly Row[]) =>
    of.filter(row => row.source === "groups").map(row => (row.values.members as string[]).map(id => nameOf.get(id)));
  const danHelps = pairs(rows)
    .find(pair => pair.includes("Dan"))!
    .find(name => name !== "Dan")!;

  test("nothing changes as long as nobody comes or goes", () => {
    for (const day of ["2027-01-08", "2027-02-10", "2027-03-30"]) expect(decideOn(day, rows)).toEqual([]);
  });

  test("a mentor who leaves ends their pair, and the mentee gets a mentor who has room; the other pair stays", () => {
    const commands = decideOn("2027-02-10", changed(metOnce(rows, "Dan"), "Dan", { status: "left" }));
    expect(ends(commands)).toEqual([groupWith(rows, "Dan").id]);
    expect(told(commands)).toEqual([`Ana helps ${danHelps}`]);
    expect(created(commands)[0]?.values.why).toContain("Changed within the round");
  });

  test("a run that ends between the two goes on where it stopped", () => {
    const left = changed(metOnce(rows, "Dan"), "Dan", { status: "left" });
    const commands = decideOn("2027-02-10", left);
    const half = applied(aMirror([MENTORING, ...left]), commands.slice(0, 1)).rows.slice(1);
    expect(commands).toHaveLength(2);
    expect(decideOn("2027-02-10", half)).toEqual(commands.slice(1));
  });

  test("with nobody who has room the pair ends all the same", () => {
    const full = changed(changed(rows, "Ana", { mentees: 1 }), "Dan", { status: "left" });
    expect([ends(decideOn("2027-02-10", full)), created(decideOn("2027-02-10", full))]).toEqual([
      [groupWith(rows, "Dan").id],
      [],
    ]);
  });

  test.each([
    ["a leave of two weeks", on("2027-02-10", "2027-02-23"), 0],
    ["what is left of a leave, three weeks,", on("2027-01-20", "2027-03-02"), 0],
    ["a leave of four weeks", on("2027-02-10", "2027-03-09"), 1],
    ["a pause until further notice", null, 1],
    ["a leave of four weeks that begins in a week", on("2027-02-17", "2027-03-20"), 0],
  ])("%s ends a pair or not", (_, away, count) => {
    const paused = changed(rows, "Dan", away === null ? { status: "paused" } : { away });
    expect(ends(decideOn("2027-02-10", paused))).toHaveLength(count);
  });

  test("who was away that long gets a partner once they are nearly back, but not the same one", () => {
    const once = aMirror([MENTORING, ...changed(rows, "Dan", { away: on("2027-02-10", "2027-03-09") })]);
    const without = applied(once, decideOn("2027-02-10", once.rows.slice(1))).rows.slice(1);
    expect(told(decideOn("2027-02-26", [...without, mentee("Eva")]))).toEqual([]);
    expect(decideOn("2027-03-03", without)).toEqual([]);
    expect(told(decideOn("2027-03-03", [...without, mentee("Eva")]))).toEqual(["Dan helps Eva"]);
  });

  test("who joins late gets a mentor who has room, and the page says that they came later", () => {
    const commands = decideOn("2027-02-10", changed([...rows, mentee("Eva")], "Dan", { mentees: 2 }));
    expect(commands).toHaveLength(1);
    expect(created(commands)[0]?.values.why).toContain("Formed after the round had begun");
    expect(decideOn("2027-02-10", [...rows, mentor("Eva")])).toEqual([]);
  });

  test("mentors nobody is left for are not put together with one another", () => {
    expect(decideOn("2027-02-10", [...rows, mentor("Eva", { level: 5 }), mentor("Farid", { level: 3 })])).toEqual([]);
  });

  test("a pair that has met keeps together when a level changes; one that has not is formed anew", () => {
    const nearer = changed(rows, "Dan", { level: 2 });
    expect(decideOn("2027-02-10", metOnce(nearer, "Dan"))).toEqual([]);
    expect(ends(decideOn("2027-01-08", nearer))).toEqual([groupWith(rows, "Dan").id]);
  });

  test("a mentor who becomes the manager of their mentee is their mentor no more, even where they have met", () => {
    const managed = changed(metOnce(rows, "Dan"), danHelps, { manager: [anId("Dan")] });
    const commands = decideOn("2027-02-10", managed);
    expect(ends(commands)).toEqual([groupWith(rows, "Dan").id]);
    expect(told(commands)).toEqual([`Ana helps ${danHelps}`]);
  });

  test("who asks not to be with their mentor gets another one, and neither page nor partner is told why", () => {
    const met = metOnce(rows, "Dan");
    const asked = aNeedsAnswer({ notWith: "Dan" }, { email: `${danHelps.toLowerCase()}@example.org` });
    const snapshot = aSnapshot([MENTORING, ...met], { responses: [asked] });
    const commands = decideRounds(aPlanning(snapshot, at("2027-02-10T08:00:00Z")), programmeOf(MENTORING)).commands;
    expect(commands).toEqual(decideOn("2027-02-10", changed(met, "Dan", { status: "left" })));
  });

  test("what people made of a pair stays: another member, and a pair they put together themselves", () => {
    const edited = rows.map(row =>
      row.id === groupWith(rows, "Dan").id
        ? { ...row, values: { ...row.values, members: ["Dan", "Ana"].map(anId) } }
        : row,
    );
    expect(ends(decideOn("2027-01-08", edited))).toEqual([]);
  });

  test("a pair a coordinator ended is not formed again in the round", () => {
    const refused = rows.map(row =>
      row.id === groupWith(rows, "Dan").id ? { ...row, values: { ...row.values, status: "ended" } } : row,
    );
    expect(told(decideOn("2027-01-08", refused))).toEqual([`Ana helps ${danHelps}`]);
    const withoutRoom = changed(refused, "Ana", { mentees: 1 });
    expect(decideOn("2027-01-08", withoutRoom)).toEqual([]);
  });

  test("the next round forms anew: a mentee who became a mentor helps", () => {
    const grown = changed(rows, "Carla", { level: 4, seeks: [], offers: ["testing"] });
    expect(told(decideOn("2027-04-02", [...grown, mentee("Eva")])).some(pair => pair.startsWith("Carla helps"))).toBe(
      true,
    );
  });
});

describe("meetings of a mentor and a mentee", () => {
  const world = settled(aMirror([MENTORING, mentor("Ana"), mentee("Boris")]), at("2027-01-07T08:00:00Z"));
  const sessions = world.mirror.rows.filter(row => row.source === "sessions");
  const series = world.done.find(command => command.kind === "create_series");

  test("are six in a round of twelve weeks, at one time, led by the mentor each time", () => {
    expect(sessions).toHaveLength(6);
    expect(new Set(sessions.map(row => (row.values.facilitator as string[]).join()))).toEqual(new Set([anId("Ana")]));
    expect(series).toBeDefined();
  });

  test("begin with a first talk before deciding, with topics and what to agree on, and no word of a level", () => {
    const [first] = (series?.kind === "create_series" ? series.exceptions : []).map(
      one => one.change.description ?? "",
    );
    expect(first).toContain("This is a first talk");
    expect(first).toContain("You might begin with: testing.");
    expect(first).toContain("nobody’s fault");
    expect(first).toContain("Ana leads the talk.");
    expect(first).not.toMatch(/level|experience|rotates/i);
    expect(sessions.map(row => row.values.title)).toEqual(sessions.map(() => "Ana & Boris"));
  });

  test("that is called off leaves the first talk to the next one", () => {
    const startOf = (row: Row) => Date.parse((row.values.when as { start: string }).start);
    const [first, next] = [...sessions].sort((a, b) => startOf(a) - startOf(b));
    const rows = world.mirror.rows.map(row =>
      row.id === first?.id ? { ...row, values: { ...row.values, status: "cancelled" } } : row,
    );
    const off = { ...world.mirror, rows };
    const after = settled(off, at("2027-01-08T08:00:00Z")).mirror;
    const eventOf = after.links.find(link => link.sessionId === next?.id)?.eventId;
    expect(after.events.find(event => event.id === eventOf)?.description).toContain("This is a first talk");
  });

  test("are called off when the pair ends, and the past stays", () => {
    const later = at("2027-02-01T08:00:00Z");
    const gone = { ...world.mirror, rows: changed(world.mirror.rows, "Boris", { status: "left" }) };
    const after = settled(gone, later).mirror.rows.filter(row => row.source === "sessions");
    const startOf = (row: Row) => Date.parse((row.values.when as { start: string }).start);
    for (const row of after) expect(row.values.status === "cancelled").toBe(startOf(row) > later);
    expect(after.some(row => startOf(row) < later)).toBe(true);
  });
});

describe("a group that people form in a programme of mentors", () => {
  const byHand = aProgramme({ format: "mentor", matching: "by_hand", end: on("2027-12-31") });
  const group = (more: More = {}) =>
    aPair(["Ana", "Boris"], { key: "", facilitator: [anId("Ana")], agreement: "", ...more });
  const agreementIn = (mirror: Mirror) => mirror.rows.find(row => row.id === group().id)?.values.agreement;
  const start = at("2027-01-07T08:00:00Z");

  test("gets what to agree on, and the mentor leads each meeting", () => {
    const world = settled(aMirror([byHand, mentor("Ana"), mentee("Boris"), group()]), start).mirror;
    expect(agreementIn(world)).toContain("every 2 weeks");
    const leads = world.rows.filter(row => row.source === "sessions").map(row => row.values.facilitator);
    expect(leads).toEqual(leads.map(() => [anId("Ana")]));
    expect(leads.length).toBeGreaterThan(3);
  });

  test("keeps what people wrote there, and an empty page once they have met", () => {
    const written = [byHand, mentor("Ana"), mentee("Boris"), group({ agreement: "Ours" })];
    expect(agreementIn(settled(aMirror(written), start).mirror)).toBe("Ours");
    const world = settled(aMirror([byHand, mentor("Ana"), mentee("Boris"), group()]), start).mirror;
    const cleared = world.rows.map(row =>
      row.id === group().id ? { ...row, values: { ...row.values, agreement: "" } } : row,
    );
    expect(agreementIn(settled({ ...world, rows: cleared }, at("2027-02-10T08:00:00Z")).mirror)).toBe("");
  });
});
