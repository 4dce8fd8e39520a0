import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Command } from "../../../src/core/domain/command.ts";
import { NO_REACH } from "../../../src/core/domain/reach.ts";
import { type PropertySchema, propertiesOf } from "../../../src/core/domain/schema.ts";
import { list, type PlainValue, type Row, SOURCE_KEYS, type SourceKey } from "../../../src/core/domain/values/row.ts";
import { DAY, HOUR, toIso } from "../../../src/core/domain/values/time.ts";
import { aimsTold, decideAims } from "../../../src/core/plan/figures/aims.ts";
import { chatNews } from "../../../src/core/plan/figures/chatNews.ts";
import { decideDigest } from "../../../src/core/plan/figures/digest.ts";
import { factsOf } from "../../../src/core/plan/figures/gather.ts";
import { decide } from "../../../src/core/plan/index.ts";
import { areLookedFor } from "../../../src/core/plan/insights/fromFigures.ts";
import { decideWaiting } from "../../../src/core/plan/waiting.ts";
import type { Point } from "../../../src/core/rules/metrics/points.ts";
import type { Mirror } from "../../../src/core/state/mirror.ts";
import { type Snapshot, snapshotOf } from "../../../src/core/state/snapshot.ts";
import { WORDS } from "../../../src/run/words.ts";
import { chatText } from "../../../src/text/figures/chatNews.ts";
import {
  aGoal,
  aMirror,
  anId,
  aPage,
  aPair,
  aPerson,
  aPlanning,
  aProgramme,
  aQuestion,
  aThanks,
  at,
  everybodyFree,
  on,
  settled,
} from "../../world/builders.ts";

type Values = Record<string, PlainValue>;

const NOW = at("2027-01-11T08:00:00Z");

const MENTORS = anId("mentors");
const MICRO = anId("micro");

/** Pages of every table people write in, of programmes of four formats. */
function world(): Mirror {
  const person = (name: string, more: Values = {}) =>
    aPerson(name, {
      programmes: [anId("programme"), MICRO, MENTORS],
      languages: ["en"],
      team: `Team of ${name}`,
      ...more,
    });
  return aMirror([
    aProgramme({ matching: "best_fit", roundWeeks: 4, coordinator: [anId("Carla")], feedbackOnly: false }),
    aProgramme({ name: "Micro", format: "micro", minutes: 20, coordinator: [anId("Carla")] }, MICRO),
    aProgramme({ name: "Mentors", format: "mentor" }, MENTORS),
    person("Ana", { offers: ["Testing"], seeks: ["Design"], level: 5 }),
    person("Boris", { offers: ["Design"], seeks: ["Testing"], level: 2 }),
    person("Dora", { offers: ["Writing"], seeks: ["Testing"], level: 4, programmes: [anId("programme")] }),
    person("Emil", { offers: ["Testing"], seeks: ["Writing"], level: 2, style: "direct" }),
    person("Fred", { offers: ["Design"], seeks: ["Writing"], level: 4, style: "gentle" }),
    person("Gleb", { offers: ["Writing"], seeks: ["Design"], level: 3, programmes: [anId("programme"), MENTORS] }),
    person("Carla", { programmes: [] }),
    person("Hana", { sessionsAWeek: 0 }),
    aGoal("Ana", { skill: ["Design"], nextStep: "Draw one" }),
    aGoal("Boris", { skill: ["Testing"], progress: 0.1 }),
    aPage("roadmap", anId("hidden"), {
      title: "Mine alone",
      owner: [anId("Ana")],
      status: "doing",
      confidential: true,
    }),
    aQuestion("How do I test a queue that retries?", { programme: [MICRO] }),
    aQuestion("How are heels of socks turned while knitting?", { programme: [MICRO], skill: ["Knitting"] }),
    aQuestion("Help with testing", { programme: [MICRO] }),
    aQuestion("Which clock do tests go by?", { programme: [MICRO], answer: "A fake one.", takenBy: [anId("Boris")] }),
    aPage("resources", anId("resource"), {
      title: "Design",
      link: "https://c.example/d",
      skill: ["Design"],
      kind: "course",
    }),
    aPage("gatherings", anId("class"), {
      title: "How to test",
      when: on("2027-01-13T09:00:00Z", "2027-01-13T10:30:00Z"),
      host: [anId("Hana")],
      skill: ["Testing"],
      status: "planned",
    }),
    aPage("thanks", anId("thanks"), { title: "For the tests", from: [anId("Ana")], to: [anId("Boris")] }),
    aPage("answers", anId("answer"), {
      question: "Where to begin with wool?",
      answer: "With short rows.",
      skill: ["Knitting"],
      by: [anId("Boris")],
      agreed: true,
      state: "published",
      checked: on(toIso(NOW)),
    }),
    aPage("experts", anId("expert"), { name: "Zoe", skill: ["Knitting"] }),
    aPage("guides", anId("guide"), {
      title: "To begin",
      text: "Say hello.",
      formats: ["pair"],
      language: "en",
      skill: ["Testing"],
      meeting: "first",
    }),
    aPage("steps", anId("step"), { title: "Read it", owner: [anId("Ana")], done: false }),
  ]);
}

/** The world once its first day is decided about. */
const planned = settled(world(), NOW).mirror;
const edited = (mirror: Mirror, id: string, values: Values): Mirror => ({
  ...mirror,
  rows: mirror.rows.map(row => (row.id === id ? { ...row, values: { ...row.values, ...values } } : row)),
});
const [firstSession] = planned.rows.filter(
  ({ source, values }) => source === "sessions" && values.kind === "session" && values.programme !== null,
);

const members = planned.rows.find(({ id }) => firstSession !== undefined && list(firstSession, "group").includes(id));
const guest = { email: "o@other.example", reply: "needsAction" as const };

/** Worlds in which some of what people write comes to bear. */
const WORLDS = {
  "before the first day": world,
  "after it": () => planned,
  "somebody put on every event": () => ({
    ...planned,
    events: planned.events.map(event => ({ ...event, guests: [...event.guests, guest] })),
  }),
  "a meeting moved on its page": () => {
    const when = on("2027-01-15T09:00:00Z", "2027-01-15T09:45:00Z");
    return edited(planned, firstSession?.id ?? "", { when });
  },
  "a step taken": () => {
    const owner = members === undefined ? [] : list(members, "members").slice(0, 1);
    return edited(planned, anId("step"), { done: true, session: [firstSession?.id ?? ""], owner });
  },
  "pages without a body": () => ({ ...planned, rows: planned.rows.map(({ part: _, ...row }) => row) }),
  "a pair made by hand": () =>
    aMirror([
      aProgramme({ format: "mentor" }),
      aPerson("Ana", { offers: ["Testing"], level: 5 }),
      aPerson("Boris", { seeks: ["Testing"], level: 2 }),
      aPair(["Ana", "Boris"], { key: "", round: null, facilitator: [anId("Ana")] }),
    ]),
  "somebody asked whether they take part": () =>
    settled(aMirror([aProgramme(), aPerson("Ana", { consent: null }), aPerson("Boris"), aPerson("Vera")]), NOW).mirror,
  "a month of which much is told": () =>
    aMirror([
      aProgramme({ coordinator: [anId("Carla")] }),
      aPerson("Ana", { showThanks: true, showInChat: true }),
      aPerson("Boris", { showThanks: true, showInChat: true }),
      aPerson("Carla", { programmes: [] }),
      aThanks("Ana", "Boris", NOW, { title: "For the tests" }),
      aPage("aims", anId("aim"), {
        title: "People are content",
        programme: [anId("programme")],
        metric: "satisfaction",
        target: "4",
        due: on("2027-06-30"),
      }),
      aPage("aims", anId("another aim"), {
        title: "Two talks",
        programme: [anId("programme")],
        metric: "by_hand",
        target: "2",
        reported: "1",
        reportedOn: on("2027-01-10"),
        due: on("2027-06-30"),
      }),
    ]),
  "two who could help alike": () =>
    aMirror([
      aProgramme({ format: "micro" }),
      ...["Ana", "Boris", "Vera"].map((name, place) =>
        aPerson(name, { offers: [[], ["Testing"], ["Design"]][place] ?? [] }),
      ),
      aQuestion("How do I test the design of a form?", { skill: ["Testing", "Design"] }),
    ]),
} satisfies Record<string, () => Mirror>;

/** Where a column comes to bear that does not in the first of them. */
const WHERE: Readonly<Record<string, keyof typeof WORLDS>> = {
  "programmes.topics": "two who could help alike",
  "programmes.secondCoordinator": "a month of which much is told",
  "people.showThanks": "a month of which much is told",
  "people.showInChat": "a month of which much is told",
  "people.remind": "somebody asked whether they take part",
  "thanks.title": "a month of which much is told",
  "aims.title": "a month of which much is told",
  "aims.programme": "a month of which much is told",
  "aims.metric": "a month of which much is told",
  "aims.target": "a month of which much is told",
  "aims.due": "a month of which much is told",
  "aims.reported": "a month of which much is told",
  "aims.reportedOn": "a month of which much is told",
  "people.otherEmails": "somebody put on every event",
  "groups.facilitator": "a pair made by hand",
  "groups.agreement": "a pair made by hand",
  "sessions.withLater": "a meeting moved on its page",
  "help.urgency": "after it",
  "steps.goal": "after it",
  "steps.tellAdviser": "a step taken",
  "guides.meeting": "pages without a body",
  "guides.language": "pages without a body",
};

/** What hangs on a pulse's answers, and is shown by a test of its own. */
const SHOWN_BY: Readonly<Record<string, string>> = {
  "resources.kind": "test/text/meetings/session.test.ts",
};

/** Of the figure that the aim is about: what the first rounds came to. */
const POINT = {
  programmeId: anId("programme"),
  metricId: "satisfaction",
  skill: null,
  value: 3,
  n: 9,
  period: { number: 0, from: NOW - 28 * DAY, to: NOW + DAY },
  isPublic: true,
} as Point;

/** What is told of a programme besides what is decided: the month's page, its chat, its aims, and what waits for long. */
function* toldOf(snapshot: Snapshot, now: number): Generator<string> {
  const planning = aPlanning(snapshot, now);
  yield JSON.stringify(decideWaiting(planning, { since: NOW, reach: NO_REACH, programmeIds: [] }));
  for (const programme of snapshot.programmes) {
    yield JSON.stringify(decideAims(planning, programme, { points: [POINT], insights: [] }));
    yield JSON.stringify(aimsTold(snapshot, programme, [POINT], now));
    yield JSON.stringify(chatText(programme, chatNews(snapshot, programme, { from: now - 40 * DAY, until: now })));
    const known = { sessions: [], points: [], firstMet: new Map() };
    yield JSON.stringify(decideDigest(planning, programme, known));
  }
}

/** What a world leads to: what is decided, on its first day and later, and what figures are made of; worked out only as far as it is asked. */
function* ledTo(mirror: Mirror, cell: { id: string; column: string }): Generator<string> {
  for (const later of [0, 5 * HOUR, 2 * DAY, 9 * DAY, 22 * DAY, 63 * DAY]) {
    yield said(mirror, NOW + later, cell);
    const snapshot = snapshotOf(mirror);
    yield JSON.stringify(snapshot.programmes.map(areLookedFor));
    yield* toldOf(snapshot, NOW + later);
    for (const programme of snapshot.programmes)
      yield JSON.stringify(factsOf(snapshot, programme, { goals: [], people: [] }, NOW + later), plain);
  }
}

function said(mirror: Mirror, now: number, { id, column }: { id: string; column: string }): string {
  const snapshot = snapshotOf(mirror);
  const settings = { language: "en" as const, words: WORDS, hasBodies: true };
  const { commands } = decide(snapshot, now, everybodyFree(snapshot), settings);
  return JSON.stringify(
    commands.map(command => without(command, id, column)),
    plain,
  );
}

/** A command without what it says of the cell itself, or of a page's own problems. */
function without(command: Command, id: string, column: string): unknown {
  if (command.kind !== "update_page") return command;
  const { krugSays: _, ...values } = command.values;
  if (command.pageId === id) return { ...command, key: "", values: { ...values, [column]: null } };
  return { ...command, key: "", values };
}

function plain(_: string, value: unknown): unknown {
  return value instanceof Map || value instanceof Set ? [...value] : value;
}

/** What else could stand in a cell. */
function others(
  { type, options, relatesTo }: PropertySchema,
  rows: readonly Row[],
  value: PlainValue | undefined,
): PlainValue[] {
  switch (type) {
    case "checkbox":
      return [value !== true];
    case "number":
    case "percent":
      return [1, 3, 8, 0.9, null].filter(one => one !== value);
    case "date":
      return [on("2027-01-20"), on("2027-02-20T09:00:00Z", "2027-02-20T10:00:00Z"), null];
    case "select":
      return (options ?? []).filter(one => one !== value);
    case "multi_select":
      return [...(options ?? ["Testing", "Design", "Knitting"]).map(one => [one]), []];
    case "relation":
      return [[], ...rows.filter(({ source }) => source === relatesTo).map(({ id }) => [id])];
    default:
      return [
        "Something else about queues that retry in tests",
        "testing=9, sameSkill=3",
        "9-12",
        "America/New_York",
        "Team of Ana",
        "https://other.example",
        "o@other.example",
        "",
      ];
  }
}

/** True where a column of a table comes to bear in a world: something else in it leads to something else. */
function matters(mirror: Mirror, source: SourceKey, column: string): boolean {
  const schema = propertiesOf(source)[column];
  return mirror.rows
    .filter(row => row.source === source)
    .some(row => {
      const cell = { id: row.id, column };
      const before: string[] = [];
      const was = ledTo(mirror, cell);
      const beforeAt = (place: number) => {
        while (before.length <= place) before.push(was.next().value ?? "");
        return before[place];
      };
      return (schema === undefined ? ["anything"] : others(schema, mirror.rows, row.values[column])).some(value => {
        let place = 0;
        for (const now of ledTo(edited(mirror, row.id, { [column]: value }), cell)) {
          if (now !== beforeAt(place)) return true;
          place += 1;
        }
        return false;
      });
    });
}

describe("every column people write in", () => {
  const columns = SOURCE_KEYS.flatMap(source =>
    Object.entries(propertiesOf(source)).flatMap(([column, { owner }]) =>
      owner === "people" ? [[`${source}.${column}`, source, column] as const] : [],
    ),
  );

  test.each(columns.filter(([name]) => !(name in SHOWN_BY)))(
    "%s leads to something else where it says something else",
    (name, source, column) => {
      const found = Object.values({
        [WHERE[name] ?? ""]: WORLDS[WHERE[name] ?? "before the first day"],
        ...WORLDS,
      }).some(make => matters(make(), source, column));
      expect(found).toBe(true);
    },
  );

  test("is told from one that nothing reads", () => {
    expect(matters(world(), "people", "shoeSize")).toBe(false);
  });

  test.each(Object.entries(SHOWN_BY))("%s is shown by a test of its own", (name, file) => {
    expect(readFileSync(file, "utf8")).toContain(name.split(".")[1]);
    expect(columns.map(([column]) => column)).toContain(name);
  });
});
