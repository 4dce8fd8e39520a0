import { readFileSync } from "node:fs";
import { z } from "zod";
import { EXIT, Trouble } from "../../src/cli/front.ts";
import { addDays, isLocalDate, isZone } from "../../src/core/domain/values/time.ts";

/** A cast and what happens to it. docs/casts.md, "The fields", describes every field; `npm start -- --scenario FILE` plays it. */
const day = z.string().refine(isLocalDate, "is a day that exists, written 2027-01-11");
const clock = z.string().regex(/^([01]?\d|2[0-4]):[0-5]\d$/, "is a time, written 09:30");
const level = z.number().int().min(1).max(5).nullable();
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

const busy = z
  .strictObject({
    title: z.string().default("Busy"),
    weekday: z.enum(WEEKDAYS).optional(),
    date: day.optional(),
    from: clock,
    to: clock,
  })
  .refine(
    one => (one.weekday === undefined) !== (one.date === undefined),
    "wants either a weekday (every week) or a date (once)",
  )
  .refine(one => one.from.padStart(5, "0") < one.to.padStart(5, "0"), "ends before it begins");

const pulse = z.union([
  z.number().int().min(1).max(5),
  z.strictObject({
    satisfaction: z.number().int().min(1).max(5),
    supported: z.number().int().min(1).max(5).optional(),
    recommend: z.number().int().min(0).max(10).optional(),
    change: z.string().optional(),
  }),
]);

const person = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_-]*$/, "is a short word in small letters"),
  name: z.string().min(1),
  email: z.email(),
  zone: z.string().default("Europe/Berlin"),
  hours: z.string().default("Mon-Fri 9-17"),
  programmes: z.array(z.string()).optional(),
  seeks: z.array(z.string()).default([]),
  offers: z.array(z.string()).default([]),
  level: z.number().int().min(1).max(5).optional(),
  team: z.string().optional(),
  /** The key of whoever leads them. */
  manager: z.string().optional(),
  /** How many they can help at once. */
  mentees: z.number().int().min(0).max(20).optional(),
  busy: z.array(busy).default([]),
  goal: z
    .strictObject({
      title: z.string(),
      skill: z.string(),
      nextStep: z.string().default(""),
      measure: z.string().default(""),
      startLevel: z.number().min(1).max(5).optional(),
      targetLevel: z.number().min(1).max(5).optional(),
      due: day.optional(),
    })
    .optional(),
  /** The share of invitations they accept; they leave the others unanswered. */
  accepts: z.number().min(0).max(1).default(1),
  answers: z
    .strictObject({
      /** Self-assessed level by skill, one for each wave (start, month 1, month 2 …); the last goes on; null: no answer. */
      levels: z.record(z.string(), z.array(level)).default({}),
      /** One for each pulse; the last goes on; null: no answer. */
      pulses: z.array(pulse.nullable()).default([]),
      /** The share of sessions they give feedback on. */
      feedback: z.number().min(0).max(1).default(1),
      useful: z.number().int().min(1).max(5).default(4),
    })
    .default({ levels: {}, pulses: [], feedback: 1, useful: 4 }),
});

const which = z.enum(["pair", "circle", "check_in", "any"]).default("any");
const moment = { on: day, at: clock.default("10:00") };
const act = z.discriminatedUnion("act", [
  z.strictObject({
    ...moment,
    act: z.literal("goal"),
    who: z.string(),
    title: z.string().optional(),
    nextStep: z.string().optional(),
    progress: z.number().min(0).max(1).optional(),
    status: z.enum(["todo", "doing", "done", "dropped"]).optional(),
  }),
  z.strictObject({ ...moment, act: z.literal("leave"), who: z.string(), from: day, to: day }),
  z.strictObject({
    ...moment,
    act: z.literal("move"),
    who: z.string(),
    which,
    byDays: z.number().int().default(0),
    byMinutes: z.number().int().default(0),
  }),
  z.strictObject({ ...moment, act: z.literal("decline"), who: z.string(), which }),
  z.strictObject({ ...moment, act: z.literal("delete"), who: z.string(), which }),
  z.strictObject({ ...moment, act: z.literal("cancel"), who: z.string(), which }),
  z.strictObject({ ...moment, act: z.literal("join"), who: z.string(), programme: z.string() }),
  z.strictObject({ ...moment, act: z.literal("quit"), who: z.string() }),
  z.strictObject({
    ...moment,
    act: z.literal("ask"),
    who: z.string(),
    question: z.string().min(1),
    details: z.string().default(""),
    skill: z.string().optional(),
    programme: z.string().optional(),
  }),
  z.strictObject({ ...moment, act: z.literal("take"), who: z.string(), question: z.string() }),
  z.strictObject({
    ...moment,
    act: z.literal("answer"),
    who: z.string(),
    question: z.string(),
    answer: z.string().min(1),
  }),
  z.strictObject({ ...moment, act: z.literal("resolve"), who: z.string(), question: z.string() }),
]);

const programme = z.strictObject({
  key: z.string(),
  name: z.string().min(1),
  format: z.enum(["circle", "pair", "triad", "mentor", "reverse", "micro", "open"]),
  /** Without: at random, where the format draws lots; else by fit. */
  matching: z.enum(["random", "best_fit"]).optional(),
  everyWeeks: z.number().int().min(1).max(12).optional(),
  minutes: z.number().int().min(10).max(240).optional(),
  roundWeeks: z.number().int().min(1).max(104).optional(),
  groupSize: z.number().int().min(2).max(12).optional(),
  checkIn: z.boolean().default(false),
  surveys: z.boolean().default(true),
});

const scenario = z.strictObject({
  name: z.string().min(1),
  seed: z.string().default("krug"),
  language: z.enum(["en", "ru", "uk", "bg"]).default("en"),
  zone: z.string().refine(isZone, "is no time zone; write one like Europe/Sofia").default("Europe/Berlin"),
  starts: day,
  weeks: z.number().int().min(1).max(104).default(26),
  programmes: z.array(programme).min(1, "wants at least one programme"),
  people: z.array(person).min(1, "wants at least one person"),
  resources: z
    .array(
      z.strictObject({
        title: z.string(),
        link: z.url(),
        skill: z.string(),
        kind: z.enum(["course", "conference", "certificate", "article", "video", "book"]).default("course"),
      }),
    )
    .default([]),
  acts: z.array(act).default([]),
});

export type Scenario = z.infer<typeof scenario>;
export type CastMember = Scenario["people"][number];
export type Act = Scenario["acts"][number];
export type BusyTime = z.infer<typeof busy>;

/** What is wrong with a scenario, a line each, in words its author can act on. */
export class ScenarioError extends Trouble {
  constructor(lines: string[]) {
    super(`The scenario can't be played:\n${lines.map(line => `- ${line}`).join("\n")}`, EXIT.misused);
    this.name = "ScenarioError";
  }
}

/** The scenario a JSON text holds. @throws ScenarioError naming everything that is wrong with it. */
export function parseScenario(text: string): Scenario {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ScenarioError([`it is not JSON: ${(error as Error).message}`]);
  }
  const parsed = scenario.safeParse(json);
  if (!parsed.success) throw new ScenarioError(parsed.error.issues.map(told));
  const problems = inconsistencies(parsed.data);
  if (problems.length > 0) throw new ScenarioError(problems);
  return parsed.data;
}

/** One of zod's findings in the author's words. */
function told(issue: z.core.$ZodIssue): string {
  const where = issue.path.join(".") || "the scenario";
  if (issue.code === "unrecognized_keys")
    return `${where} has no field ${issue.keys.map(key => `"${key}"`).join(", ")}`;
  if (issue.code === "invalid_type") return `${where} is missing or of the wrong kind: ${issue.expected} is wanted`;
  return `${where} ${issue.message}`;
}

function inconsistencies(scenario: Scenario): string[] {
  const people = new Set(scenario.people.map(person => person.key));
  const programmes = new Set(scenario.programmes.map(programme => programme.key));
  const problems: string[] = [];
  if (people.size < scenario.people.length) problems.push("people.key: two people have the same key");
  if (programmes.size < scenario.programmes.length) problems.push("programmes.key: two programmes have the same key");
  for (const [index, { manager }] of scenario.people.entries())
    if (manager !== undefined && !people.has(manager))
      problems.push(`people.${index}.manager: there is nobody called "${manager}"`);
  const asked = new Set(scenario.acts.map(act => (act.act === "ask" ? act.question : null)));
  for (const [index, person] of scenario.people.entries())
    for (const key of person.programmes ?? [])
      if (!programmes.has(key)) problems.push(`people.${index}.programmes: there is no programme "${key}"`);
  for (const [index, act] of scenario.acts.entries()) {
    if (!people.has(act.who)) problems.push(`acts.${index}.who: there is nobody called "${act.who}"`);
    if ("programme" in act && act.programme !== undefined && !programmes.has(act.programme))
      problems.push(`acts.${index}.programme: there is no programme "${act.programme}"`);
    if ("question" in act && !asked.has(act.question))
      problems.push(`acts.${index}.question: nobody asks "${act.question}"`);
    const lastDay = addDays(scenario.starts, 7 * scenario.weeks - 1);
    if (act.on > lastDay) problems.push(`acts.${index}.on: ${act.on} is after the last day, ${lastDay}`);
    if (act.act === "leave" && act.to < act.from) problems.push(`acts.${index}: the leave ends before it begins`);
  }
  return problems;
}

/** The scenario a file holds. @throws ScenarioError also when it can't be read. */
export function readScenario(file: string): Scenario {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new ScenarioError([`${file} can't be read: ${(error as Error).message}`]);
  }
  return parseScenario(text);
}
