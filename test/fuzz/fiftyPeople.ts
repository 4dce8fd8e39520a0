import type { calendar_v3 } from "googleapis/build/src/apis/calendar/index.js";
import type { SourceKey } from "../../src/core/domain/values/row.ts";
import { SOURCE_KEYS } from "../../src/core/domain/values/row.ts";
import { heldRunTable } from "../../src/store/runs/heldRun.ts";
import { inProcessRunner } from "../demo/inProcess.ts";
import type { Item } from "../simulators/google/forms/model.ts";
import { type LocalD1, openD1 } from "../world/d1.ts";
import { allEvents } from "../world/people.ts";
import { openPlayground, type Playground } from "../world/playground.ts";

/** The Thursday before the programmes' first Monday, 11 January 2027. */
const THURSDAY = Date.parse("2027-01-07T08:00:00Z");
const MINUTE = 60_000;
const PEOPLE = 50;
const SKILLS = ["Testing", "SQL", "Design", "Writing", "Sales"];
/** After so many minutes something may be due by itself, and a run costs what it likes. */
const QUIET_MINUTES = 12 * 60;

/** Five programmes with fifty people, of every format and with every form, everything decided, and nothing due for half a day. */
export class FiftyPeople {
  readonly playground: Playground;
  readonly database: LocalD1;
  readonly emails: readonly string[];
  /** Pages of each table, as they were once all was decided. */
  readonly pages: Readonly<Record<SourceKey, readonly string[]>>;
  readonly events: readonly calendar_v3.Schema$Event[];
  /** Forms that take answers, by id, and the ids of their questions. */
  readonly forms: readonly string[];
  readonly #run: (now: number) => Promise<{ failed: string[]; calls: number }>;
  #now: number;

  private constructor(
    playground: Playground,
    database: LocalD1,
    emails: readonly string[],
    now: number,
    run: (now: number) => Promise<{ failed: string[]; calls: number }>,
    events: readonly calendar_v3.Schema$Event[],
  ) {
    this.playground = playground;
    this.database = database;
    this.emails = emails;
    this.#now = now;
    this.#run = run;
    this.events = events;
    const { state } = playground.notion;
    const rowsOf = (source: SourceKey) => state.dataSources.get(playground.workspace[source].dataSourceId)?.rows ?? [];
    this.pages = Object.fromEntries(
      SOURCE_KEYS.map(source => [
        source,
        rowsOf(source)
          .filter(row => !row.trashed)
          .map(row => row.id),
      ]),
    ) as Record<SourceKey, string[]>;
    this.forms = [...playground.google.state.forms.values()]
      .filter(form => form.publishState?.isAcceptingResponses === true)
      .map(form => form.id);
  }

  static async open(): Promise<FiftyPeople> {
    const people = Array.from({ length: PEOPLE }, (_, index) => ({
      name: `Person ${String(index + 1).padStart(2, "0")}`,
      email: `person${index + 1}@example.org`,
      zone: index % 3 === 0 ? "Europe/Sofia" : "Europe/Berlin",
    }));
    const playground = await openPlayground({ startsAt: THURSDAY, people });
    playground.google.switches.conferencePending = "immediate";
    const database = openD1();
    const runner = inProcessRunner(playground, database);
    await enter(playground, people);
    let now = THURSDAY;
    const run = async (at: number) => {
      playground.clock.set(at);
      const held = await heldRunTable.read(database);
      if (held !== null) await heldRunTable.giveGo(database, held.mark, Date.now());
      const { failed, requests } = await runner.run(at, "test");
      return { failed, calls: requests.notion + requests.google };
    };
    const settle = async () => {
      for (let pass = 0; pass < 6; pass += 1) {
        now += 3 * MINUTE;
        const { failed } = await run(now);
        if (failed.length > 0) throw new Error(`a run over ordinary pages failed: ${failed.join("; ")}`);
      }
    };
    await settle();
    answerAll(playground, people);
    await settle();
    const emails = people.map(({ email }) => email);
    const events = (await allEvents(playground)).filter(event => event.status !== "cancelled");
    return new FiftyPeople(playground, database, emails, now, run, events);
  }

  /** False once something may be due by itself. */
  get isQuiet(): boolean {
    return this.#now < THURSDAY + QUIET_MINUTES * MINUTE;
  }

  /** A run three minutes later: what failed, the milliseconds of processor time this thread took, and the calls made. */
  async run(): Promise<{ failed: string[]; cpuMs: number; calls: number }> {
    this.#now += 3 * MINUTE;
    const before = process.threadCpuUsage();
    const { failed, calls } = await this.#run(this.#now);
    const { user, system } = process.threadCpuUsage(before);
    return { failed, cpuMs: (user + system) / 1000, calls };
  }

  close(): void {
    this.database.close();
  }
}

async function enter(playground: Playground, people: readonly { name: string; email: string; zone: string }[]) {
  const { add } = playground;
  const usual = { status: "active", zone: "Europe/Berlin", language: "en", matching: "random" };
  const from = (start: string, end: string | null) => ({
    start: { start, end: null },
    end: end === null ? null : { start: end, end: null },
  });
  const programmes = [
    await add("programmes", { ...usual, name: "Pairs", format: "pair", ...from("2027-01-11", "2027-06-27") }),
    await add("programmes", { ...usual, name: "Circle", format: "circle", ...from("2027-01-11", "2027-07-11") }),
    await add("programmes", {
      ...usual,
      name: "Mentors",
      format: "mentor",
      matching: "best_fit",
      language: "ru",
      ...from("2027-01-11", null),
    }),
    await add("programmes", { ...usual, name: "Board", format: "open", language: "uk", ...from("2027-01-04", null) }),
    await add("programmes", {
      ...usual,
      name: "Ending",
      format: "triad",
      language: "bg",
      ...from("2026-11-30", "2027-01-14"),
    }),
  ];
  const ids: string[] = [];
  for (const [index, { name, email, zone }] of people.entries())
    ids.push(
      await add("people", {
        name,
        email,
        zone,
        status: "active",
        hours: "Mon-Fri 9-17",
        team: `Team ${index % 6}`,
        level: 1 + ((index >> 1) % 5),
        offers: [SKILLS[index % 5]!],
        seeks: [SKILLS[(index + 1) % 5]!],
        mentees: index % 2 === 0 ? 2 : null,
        programmes: [programmes[index % 5]!, ...(index % 5 === 3 ? [] : [programmes[3]!])],
        consent: { start: "2027-01-01", end: null },
      }),
    );
  for (const programme of programmes)
    await playground.edit(people[0]!.email, "programmes", programme, { coordinator: [ids[0]!] });
  for (const [index, owner] of ids.entries())
    if (index % 2 === 0)
      await add("roadmap", {
        title: `Learn ${SKILLS[index % 5]} by doing it, ${index}`,
        owner: [owner],
        status: "doing",
        skill: [SKILLS[index % 5]!],
        starts: { start: "2027-01-04", end: null },
        due: { start: "2027-05-01", end: null },
        currentLevel: 2,
        targetLevel: 4,
      });
  for (const [index, skill] of SKILLS.entries()) {
    await add("resources", {
      title: `A book on ${skill}`,
      link: "https://example.org/book",
      skill: [skill],
      kind: "book",
    });
    await add("thanks", { title: "For the review", from: [ids[index]!], to: [ids[index + 7]!] });
    await add("gatherings", {
      title: `${skill} together`,
      when: { start: `2027-01-2${index}T10:00:00Z`, end: `2027-01-2${index}T11:00:00Z` },
      host: [ids[index]!],
      programmes: [programmes[index]!],
      interested: [ids[index + 10]!],
      places: 6,
    });
    await add("help", {
      question: `Which of these ways of ${skill} do you use, and why does the second hang after 30 seconds?`,
      details: "I tried both in the login screen, and the second one hangs. The log is attached.",
      skill: [skill],
      programme: [programmes[3]!],
      askedBy: [ids[3 + 5 * index]!],
      urgency: "no_hurry",
    });
  }
}

/** Three people answer each form that takes answers, as people do. */
function answerAll({ google }: Playground, people: readonly { email: string }[]): void {
  for (const form of google.state.forms.values()) {
    if (form.publishState?.isAcceptingResponses !== true) continue;
    for (const { email } of people.slice(0, 3))
      google.submitForm(form.id, { respondentEmail: email, answers: usualAnswers(questionsAsked(form.items)) });
  }
}

/** A question of a form, and a usual answer. */
export interface Asked {
  id: string;
  usual: string;
  /** The longest text it takes: one line, or more; null where it takes only what it offers. */
  takes: "line" | "lines" | null;
}

/** The questions of a form, with a usual answer of each: the first option, a number in the middle, few words. */
export function questionsAsked(items: readonly Item[]): Asked[] {
  return items.flatMap(item => {
    const columns = item.questionGroupItem?.grid?.columns.options ?? [];
    const questions = [item.questionItem?.question ?? [], item.questionGroupItem?.questions ?? []].flat();
    return questions.map((question): Asked => {
      const id = question.questionId ?? "";
      const { choiceQuestion, dateQuestion, scaleQuestion, textQuestion } = question;
      if (textQuestion !== undefined)
        return { id, usual: "30", takes: textQuestion.paragraph === true ? "lines" : "line" };
      if (choiceQuestion !== undefined) return { id, usual: choiceQuestion.options[0]?.value ?? "", takes: null };
      if (dateQuestion !== undefined) return { id, usual: "2027-02-01", takes: null };
      return { id, usual: scaleQuestion === undefined ? (columns[2]?.value ?? "") : "4", takes: null };
    });
  });
}

export function usualAnswers(questions: readonly Asked[]): Record<string, string[]> {
  return Object.fromEntries(questions.map(({ id, usual }) => [id, [usual]]));
}
