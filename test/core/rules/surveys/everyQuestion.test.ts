import { describe, expect, test } from "vitest";
import { FORM_KINDS, type FormKind } from "../../../../src/core/domain/form.ts";
import { sessionCode } from "../../../../src/core/domain/session.ts";
import type { PlainValue } from "../../../../src/core/domain/values/row.ts";
import { DAY } from "../../../../src/core/domain/values/time.ts";
import { factsOf } from "../../../../src/core/plan/figures/gather.ts";
import { periodsOf } from "../../../../src/core/rules/metrics/periods.ts";
import { pointsFor } from "../../../../src/core/rules/metrics/points.ts";
import { parseAnswer } from "../../../../src/core/rules/surveys/answers.ts";
import { FORM_QUESTIONS, formSpec, questionsOf, skillQuestionIds } from "../../../../src/core/rules/surveys/form.ts";
import { writingOf } from "../../../../src/core/rules/surveys/formLook.ts";
import { pulseResult } from "../../../../src/core/rules/surveys/pulse.ts";
import { applied } from "../../../../src/core/state/apply.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import { snapshotOf } from "../../../../src/core/state/snapshot.ts";
import { SURVEY_WORDS } from "../../../../src/text/meetings/surveys.ts";
import {
  aGoal,
  aMirror,
  anId,
  aPerson,
  aProgramme,
  at,
  decided,
  MONDAY,
  programmeOf,
  settled,
} from "../../../world/builders.ts";

type Said = Readonly<Record<string, string>>;

const NAMES = ["Ana", "Boris", "Carla", "Dora", "Emil", "Fred"];
const SKILLS = ["Testing", "Design"];
const PROGRAMME = anId("programme");

const forms = FORM_KINDS.map(kind => ({
  programmeId: PROGRAMME,
  kind,
  formId: `form of ${kind}`,
  responderUri: `https://forms.example/${kind}`,
  skills: kind === "self_assessment" ? SKILLS : [],
  written: writingOf("en", formSpec(kind, { name: "P", language: "en" }, [], "")),
  look: null,
  access: null,
  replaces: null,
}));

/** What the needs form fills. */
const EMPTY = { level: null, offers: [], seeks: [], style: null };

/** A programme that has formed no group yet. */
function world(more: Record<string, PlainValue> = {}): Mirror {
  const people = NAMES.map(name => aPerson(name, { ...EMPTY, languages: ["en"], showThanks: true }));
  const programme = aProgramme({ roundWeeks: 4, coordinator: [anId("Carla")], feedbackOnly: false, ...more });
  return aMirror([programme, ...people, aGoal("Ana", { skill: ["Design"] })], { forms });
}

/** The same once its groups met for the first time, two weeks on. */
const met = settled(world(), MONDAY).mirror;
const LATER = at("2027-01-25T08:00:00Z");
const [session] = met.rows.filter(
  ({ source, values }) => source === "sessions" && values.kind === "session" && String(values.title).includes("Ana"),
);
const [other] = met.rows.filter(
  ({ source, values }) => source === "sessions" && values.kind === "session" && !String(values.title).includes("Ana"),
);
const CODE = sessionCode(session?.id ?? "");

/** What Ana answers before something of it is changed, in which world, and when what comes of it is looked at. */
const ASKED: Readonly<Record<Exclude<FormKind, "pulse">, { said: Said; in: Mirror; moments: readonly number[] }>> = {
  needs: {
    said: { takesPart: "Yes, I take part", level: "3", offers: "Testing", seeks: "Design" },
    in: world({ matching: "best_fit" }),
    moments: [MONDAY],
  },
  self_assessment: {
    said: { confidence: "4", [questionIdOfSkill("Testing")]: "4" },
    in: met,
    moments: [LATER, LATER + 60 * DAY],
  },
  feedback: {
    said: {
      ...{ code: CODE, met: "Yes, everyone came", solvedBefore: "Not at all", endedInTime: "Yes", minutes: "40" },
      ...{ useful: "4", advice: "Yes", solved: "Partly", applied: "Partly", recommended: "Read the tests" },
      ...{ stepFrom: "Put it on my goal page, which all in the workspace can read", thanksTold: "Tell them" },
      ...{ thanks: `${partnerOfAna()}, for the tests` },
    },
    in: met,
    moments: [LATER, LATER + 14 * DAY],
  },
  closing: {
    said: { growth: "4", projects: "1", courses: "1", certificates: "1", newRole: "No", weeksToFeelAtHome: "4" },
    in: met,
    moments: [at("2027-04-20T08:00:00Z")],
  },
  standing: { said: { standing: "Take a break", until: "2027-02-20" }, in: met, moments: [MONDAY, MONDAY + 9 * DAY] },
};

/** Where an answer comes to bear beside another one than the usual. */
const BESIDE: Readonly<Record<string, Said>> = {
  "standing.code": { standing: "Skip the next meeting" },
  "standing.word": { standing: "Only a word to the coordinator" },
};

function partnerOfAna(): string {
  return NAMES.find(name => name !== "Ana" && String(session?.values.title).includes(name)) ?? "";
}

function questionIdOfSkill(skill: string): string {
  return skillQuestionIds(SKILLS).get(skill) ?? "";
}

/** The ids of a form's questions, the rows of skills among them, by what the code calls them. */
function idsOf(kind: FormKind): Map<string, string> {
  const spec = formSpec(kind, { name: "P", language: "en" }, kind === "self_assessment" ? SKILLS : [], "");
  return new Map(questionsOf(spec).map(({ key, questionId }) => [key, questionId]));
}

function responseOf(kind: FormKind, name: string, said: Said, submittedAt: number) {
  const ids = idsOf(kind);
  const answers = Object.entries(said).flatMap(([key, value]) =>
    value === "" ? [] : [[ids.get(key) ?? key, [value]] as const],
  );
  const email = `${name.toLowerCase()}@example.org`;
  return { responseId: `${kind} of ${name}`, submittedAt, email, answers: Object.fromEntries(answers) };
}

/** What leaves Krug, and its figures, where Ana answers so and the others of the group as they do. */
function ledTo(kind: Exclude<FormKind, "pulse">, said: Said): string {
  const { in: mirror, moments } = ASKED[kind];
  const rated =
    kind === "self_assessment" ? [responseOf(kind, "Ana", { confidence: "2" }, at("2027-01-05T08:00:00Z"))] : [];
  const others =
    kind === "closing"
      ? NAMES.slice(1).map((name, at) => responseOf(kind, name, { growth: `${1 + (at % 4)}`, courses: "1" }, CLOSED))
      : [];
  const first = rated.map(one => ({
    ...one,
    responseId: "first",
    answers: { ...one.answers, [questionIdOfSkill("Testing")]: ["1"], [questionIdOfSkill("Design")]: ["2"] },
  }));
  const own = responseOf(kind, "Ana", said, kind === "closing" ? CLOSED : (moments[0] ?? 0) - DAY / 2);
  const responses = [...first, ...others, own].map(response => ({ programmeId: PROGRAMME, kind, response }));
  let world: Mirror = { ...mirror, responses };
  return moments
    .map(now => {
      const commands = decided(world, now);
      world = applied(world, commands, now);
      return JSON.stringify([commands, figures(world, now)], plain);
    })
    .join();
}

const CLOSED = at("2027-04-02T08:00:00Z");

function figures(mirror: Mirror, now: number): unknown {
  const snapshot = snapshotOf(mirror);
  return snapshot.programmes.map(programme =>
    pointsFor(programme, periodsOf(programme, now), factsOf(snapshot, programme, { goals: [], people: [] }, now)),
  );
}

/** Without what pages say of answers that can't be read, and of the marks of commands that write it. */
function plain(name: string, value: unknown): unknown {
  if (name === "krugSays" || name === "key") return undefined;
  return value instanceof Map || value instanceof Set ? [...value] : value;
}

/** What else somebody may answer. */
function others(kind: FormKind, key: string): string[] {
  const spec = formSpec(kind, { name: "P", language: "en" }, kind === "self_assessment" ? SKILLS : [], "");
  const answer = questionsOf(spec).find(question => question.key === key)?.answer;
  switch (answer?.type) {
    case "row":
      return ["1", "2", "5"];
    case "scale":
      return Array.from({ length: answer.high - answer.low + 1 }, (_, index) => String(answer.low + index));
    case "choice":
      return answer.options.map(({ label }) => label);
    case "date":
      return ["2027-01-20", "2027-03-01"];
    default:
      return ["7", sessionCode(other?.id ?? ""), "Fred", "Knitting", "Mon-Fri 9-10", "A word of mine", ""];
  }
}

/** True where another answer to a question leads to something else. */
function matters(kind: Exclude<FormKind, "pulse">, key: string): boolean {
  const said = BESIDE[`${kind}.${key}`] ?? ASKED[kind].said;
  const before = ledTo(kind, said);
  return others(kind, key).some(answer => ledTo(kind, { ...said, [key]: answer }) !== before);
}

describe("every question people are asked", () => {
  const asked = FORM_KINDS.flatMap(kind => [...idsOf(kind).keys()].map(key => [kind, key] as const));

  test.each(asked.flatMap(([kind, key]) => (kind === "pulse" ? [] : [[kind, key] as const])))(
    "%s asks %s, and another answer leads to something else",
    (kind, key) => expect(matters(kind, key)).toBe(true),
  );

  test.each(Object.keys(FORM_QUESTIONS.pulse))("pulse asks %s, and another answer leads to something else", key => {
    const programme = programmeOf(aProgramme({ format: "mentor" }));
    const led = (own: string) => {
      const said = Array.from({ length: 12 }, (_, index) => ({
        ...{ satisfaction: `${1 + (index % 5)}`, supported: `${1 + (index % 4)}`, safety: `${2 + (index % 3)}` },
        ...{ relationship: `${2 + (index % 4)}`, recommend: `${index % 11}`, change: `Change ${index}` },
        balance: index % 2 ? "About even" : "I give more",
        ...(index === 0 ? { [key]: own } : {}),
      }));
      const answers = said.flatMap(
        one => parseAnswer("pulse", { ...responseOf("pulse", "", one, 0), email: null }).value ?? [],
      );
      const result = pulseResult(answers, 12);
      const closesAt = at("2027-01-17T00:00:00Z");
      const wave = { key: `${programme.id}/pulse/1`, programmeId: programme.id, closesAt, result };
      const facts = factsOf(snapshotOf(world()), programme, { goals: [], people: [] }, LATER);
      const points = pointsFor(programme, periodsOf(programme, LATER), { ...facts, pulses: [wave] });
      return JSON.stringify([points, SURVEY_WORDS.pulseResult(result, "en"), result.texts]);
    };
    expect(new Set(others("pulse", key).map(led)).size).toBeGreaterThan(1);
  });

  test("is told from one that nothing reads", () => {
    expect(ledTo("feedback", { ...ASKED.feedback.said, shoeSize: "41" })).toBe(ledTo("feedback", ASKED.feedback.said));
    expect(ledTo("closing", { ...ASKED.closing.said, usesChances: "No" })).toBe(ledTo("closing", ASKED.closing.said));
  });
});
