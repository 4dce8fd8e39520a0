import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Command } from "../../../src/core/domain/command.ts";
import { entityOf, mailsOf } from "../../../src/core/domain/commands.ts";
import { isLetter } from "../../../src/core/domain/letter.ts";
import { markOf } from "../../../src/core/domain/values/hash.ts";
import type { Row } from "../../../src/core/domain/values/row.ts";
import { DAY } from "../../../src/core/domain/values/time.ts";
import { decideSurveys, skillsAsked } from "../../../src/core/plan/forms/surveys.ts";
import { decideSuggestions } from "../../../src/core/plan/insights/suggestions.ts";
import { questionId, skillQuestionKey } from "../../../src/core/rules/surveys/form.ts";
import { pulseResult } from "../../../src/core/rules/surveys/pulse.ts";
import type { OpenForm } from "../../../src/core/state/mirror.ts";
import {
  aGoal,
  aMirror,
  anId,
  aPage,
  aPerson,
  aPlanning,
  aProgramme,
  applied,
  aSnapshot,
  at,
  decided,
  programmeOf,
  settled,
} from "../../world/builders.ts";

const NAMES = ["Ana", "Boris", "Carla", "Dan", "Eva"];
const rows = (more: Parameters<typeof aProgramme>[0] = {}): Row[] => [
  aProgramme({ feedbackOnly: false, ...more }),
  ...NAMES.map(name => aPerson(name)),
  ...NAMES.map(name => aGoal(name, { skill: ["Testing"] })),
  aPage("resources", anId("course"), {
    title: "Testing in small steps",
    link: "https://courses.test/1",
    skill: ["testing"],
    language: "en",
    kind: "course",
  }),
];
const THURSDAY = at("2027-01-07T08:00:00Z");
const forms = (kinds: OpenForm["kind"][]): OpenForm[] =>
  kinds.map(kind => ({
    programmeId: anId("programme"),
    kind,
    formId: kind,
    responderUri: `https://forms.test/${kind}`,
    skills: ["Testing"],
    written: null,
    look: null,
    replaces: null,
  }));
const ALL = forms(["needs", "self_assessment", "feedback", "pulse", "standing"]);
const programme = (more = {}) => programmeOf(aProgramme({ feedbackOnly: false, ...more }));
const surveysAt = (day: string, more: Parameters<typeof aSnapshot>[1] = {}, of = programme()) =>
  decideSurveys(aPlanning(aSnapshot(rows(), more), at(`${day}T12:00:00Z`)), of);
const kindsMade = (commands: readonly Command[]) =>
  commands.flatMap(command => (command.kind === "create_form" ? [command.formKind] : [])).sort();
const rowsMade = (commands: readonly Command[]) =>
  commands
    .flatMap(command => (command.kind === "create_page" ? [command.key.split("/").slice(1).join("/")] : []))
    .sort();

describe("forms", () => {
  test.each([
    ["2026-11-06", ["needs", "standing"]],
    ["2027-01-06", ["needs", "standing"]],
    ["2027-01-07", ["feedback", "needs", "pulse", "self_assessment", "standing"]],
  ])(
    "are made four days before the programme starts, what people need and how they stand at once: on %s %j",
    (day, expected) => {
      expect(kindsMade(surveysAt(day))).toEqual(expected);
    },
  );

  test("do not multiply with people, sessions or weeks", () => {
    for (const day of ["2027-01-07", "2027-02-07", "2027-03-07"])
      expect(kindsMade(surveysAt(day, { forms: ALL }))).toEqual([]);
  });

  test("are those of needs, standing and feedback alone where nothing else is asked", () => {
    expect(kindsMade(surveysAt("2027-01-11", {}, programme({ feedbackOnly: true })))).toEqual([
      "feedback",
      "needs",
      "standing",
    ]);
  });

  test.each(["draft", "paused", "ended"])("are not made for a programme that is %s", status => {
    expect(kindsMade(surveysAt("2027-01-11", {}, programme({ status })))).toEqual([]);
  });

  test("are not made when every survey is over", () => {
    expect(kindsMade(surveysAt("2027-05-01"))).toEqual([]);
  });

  test("ask for the skills of open goals first, each once, none of a confidential goal", () => {
    const more = [
      aGoal("Ana", { skill: ["Testing", "architecture"] }),
      aGoal("Boris", { skill: ["testing", "Secrets"], confidential: true }),
    ];
    const people = [aPerson("Ana", { offers: ["design"] }), aPerson("Boris", { seeks: ["Architecture", "writing"] })];
    const asked = skillsAsked(aSnapshot([aProgramme(), ...people, ...more]), programme(), THURSDAY);
    expect(asked.map(skill => skill.toLowerCase()).sort()).toEqual(["architecture", "design", "testing", "writing"]);
  });
});

describe("the pages of surveys", () => {
  test.each([
    ["2027-01-06", ["needs/1", "standing/1"]],
    ["2027-01-07", ["feedback/1", "needs/1", "pulse/1", "self_assessment/0", "standing/1"]],
    ["2027-02-07", ["feedback/1", "needs/1", "pulse/1", "self_assessment/0", "standing/1"]],
    ["2027-02-08", ["feedback/1", "needs/1", "pulse/1", "self_assessment/0", "self_assessment/1", "standing/1"]],
  ])("name a form from the day there is one, the later ones from the day they open: by %s %j", (day, expected) => {
    expect(rowsMade(surveysAt(day, { forms: ALL }))).toEqual(expected);
  });

  test("wait for their form", () => {
    expect(rowsMade(surveysAt("2027-01-20", { forms: forms(["pulse"]) }))).toEqual(["pulse/1"]);
  });

  test("count people who assessed themselves, each once, and name strangers", () => {
    const response = (responseId: string, email: string) => ({
      programmeId: anId("programme"),
      kind: "self_assessment" as const,
      response: {
        responseId,
        submittedAt: at("2027-01-12T10:00:00Z"),
        email,
        answers: { [questionId(skillQuestionKey("Testing"))]: ["3"], [questionId("confidence")]: ["4"] },
      },
    });
    const responses = [
      response("1", "ana@example.org"),
      response("2", "ana@example.org"),
      response("3", "boris@example.org"),
      response("4", "who@else.example"),
    ];
    const made = surveysAt("2027-01-13", { forms: ALL, responses }).find(command =>
      command.key.includes("self_assessment"),
    );
    expect(made).toMatchObject({
      values: { answers: 2, asked: 5, rate: 0.4, krugSays: expect.stringContaining("who@else.example") },
    });
  });

  test("a second look changes nothing", () => {
    const world = aMirror(rows(), { forms: ALL });
    const noon = at("2027-01-20T12:00:00Z");
    const once = applied(world, decideSurveys(aPlanning(aSnapshot(world.rows, world), noon), programme()));
    expect(decideSurveys(aPlanning(aSnapshot(once.rows, once), noon), programme())).toEqual([]);
  });
});

describe("suggestions", () => {
  const pulse = (satisfaction: number) => ({
    ...{ satisfaction, supported: 3, safety: 3, relationship: null },
    ...{ balance: null, recommend: null, change: "" },
  });
  const waves = (values: number[]) =>
    new Map([[`${anId("programme")}/pulse/1`, { answers: values.length, result: pulseResult(values.map(pulse), 5) }]]);
  const suggested = (values: number[], day = "2027-01-24") =>
    decideSuggestions(
      aPlanning(aSnapshot(rows(), { forms: ALL, waves: waves(values) }), at(`${day}T12:00:00Z`)),
      programme(),
    );

  test("low satisfaction: what helps with the skill that is sought is named, on the resource's page, once", () => {
    const [command, ...more] = suggested([2, 3, 2, 3, 3]);
    expect(more).toEqual([]);
    expect(command).toMatchObject({ kind: "update_page", pageId: anId("course"), source: "resources" });
    const world = aMirror(rows(), { forms: ALL, waves: waves([2, 3, 2, 3, 3]) });
    const after = applied(world, [command!]);
    expect(decideSuggestions(aPlanning(aSnapshot(after.rows, after), at("2027-01-25T12:00:00Z")), programme())).toEqual(
      [],
    );
  });

  test.each([
    ["people are content", [4, 5, 4, 5, 5]],
    ["too few answered to say", [2, 2, 2]],
    ["nobody answered", []],
  ])("none when %s", (_, values) => {
    expect(suggested(values)).toEqual([]);
  });

  test("none before the pulse has closed", () => {
    expect(suggested([2, 3, 2, 3, 3], "2027-01-23")).toEqual([]);
    expect(suggested([2, 3, 2, 3, 3], "2027-01-24")).toHaveLength(1);
  });
});

describe("all there is to do", () => {
  test("is the same for the same world, whatever the order in which it was read", () => {
    const world = aMirror(rows());
    const expected = decided(world, THURSDAY);
    expect(expected.length).toBeGreaterThan(4);
    fc.assert(
      fc.property(fc.shuffledSubarray(rows(), { minLength: rows().length }), shuffled => {
        expect(decided(aMirror(shuffled), THURSDAY)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  test("also with groups, sessions, events and links in it", () => {
    const { mirror } = settled(aMirror(rows()), THURSDAY);
    const later = THURSDAY + 5 * DAY;
    const expected = decided(mirror, later);
    const reversed = {
      ...mirror,
      rows: [...mirror.rows].reverse(),
      events: [...mirror.events].reverse(),
      links: [...mirror.links].reverse(),
    };
    expect(decided(reversed, later)).toEqual(expected);
  });

  test("comes to an end: carried out and looked at again there is nothing more, on any day of a programme", () => {
    let world = aMirror(rows());
    for (let day = 0; day < 40; day += 1) {
      const now = THURSDAY + day * DAY;
      world = settled(world, now).mirror;
      expect(decided(world, now)).toEqual([]);
    }
    const planned = world.rows.filter(row => row.source === "sessions");
    expect(planned.length).toBeGreaterThan(10);
    expect(world.events.filter(event => !isLetter(event.id))).toHaveLength(planned.length);
  });

  test("never holds two commands of one key, and writes a page at most once", () => {
    let world = aMirror(rows());
    for (let day = 0; day < 20; day += 1) {
      const commands = decided(world, THURSDAY + day * DAY);
      const keys = commands.map(command => command.key);
      expect(new Set(keys).size).toBe(keys.length);
      const written = commands.flatMap(command => (command.kind === "update_page" ? [command.pageId] : []));
      expect(new Set(written).size).toBe(written.length);
      world = settled(world, THURSDAY + day * DAY).mirror;
    }
  });

  test("invites everybody once a week, and mails nobody on a second look", () => {
    const { done } = settled(aMirror(rows()), THURSDAY);
    const invited = done.flatMap(command => (command.kind === "create_event" ? command.draft.guestEmails : []));
    expect(invited.sort()).toEqual(NAMES.map(name => `${name.toLowerCase()}@example.org`));
    const mails = (commands: readonly Command[]) => commands.reduce((sum, command) => sum + mailsOf(command), 0);
    expect(mails(done)).toBe(5);
  });

  test("a person who leaves is taken off what is to come, and only they hear of it", () => {
    const before = settled(aMirror(rows()), THURSDAY).mirror;
    const circle = before.rows.find(row => row.source === "groups" && (row.values.members as string[]).length === 3)!;
    const leaver = before.rows.find(row => row.id === (circle.values.members as string[])[0])!;
    const left = { ...leaver, values: { ...leaver.values, status: "left" } };
    const world = { ...before, rows: before.rows.map(row => (row.id === leaver.id ? left : row)) };
    const { done, mirror } = settled(world, THURSDAY + 3_600_000);
    const mailed = done.flatMap(command =>
      command.kind === "change_event" || command.kind === "cancel_event" ? command.mailed : [],
    );
    expect(mailed).toContain(leaver.values.email);
    const guests = mirror.events
      .filter(event => !event.isCancelled)
      .flatMap(event => event.guests.map(guest => guest.email));
    expect(guests.sort()).toEqual(
      NAMES.map(name => `${name.toLowerCase()}@example.org`).filter(email => email !== leaver.values.email),
    );
  });
});

describe("commands", () => {
  test("about one page or event belong together", () => {
    const { done } = settled(aMirror(rows()), THURSDAY);
    for (const command of done) expect(entityOf(command)).not.toBe("");
    const event = done.find(command => command.kind === "create_event")!;
    expect(entityOf(event)).toBe(event.kind === "create_event" ? event.link.sessionId : "");
  });

  test("a mark is the same for equal values, whatever the order of their keys, and no other", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), value => {
        expect(markOf(Object.fromEntries(Object.entries(value).reverse()))).toBe(markOf(value));
      }),
    );
    expect(markOf({ a: 1, b: undefined })).toBe(markOf({ a: 1 }));
    const marks = [{ a: 1 }, { a: "1" }, { a: [1] }, { b: 1 }, {}, [], null, "", 0, false].map(markOf);
    expect(new Set(marks).size).toBe(marks.length);
  });
});
