import { type Random, randomOf } from "../../src/core/domain/values/random.ts";
import { type PlainValue, SOURCE_KEYS } from "../../src/core/domain/values/row.ts";
import { addDays, atLocal, type LocalDate, MINUTE } from "../../src/core/domain/values/time.ts";
import { Habits } from "../demo/habits.ts";
import { inProcessRunner } from "../demo/inProcess.ts";
import { commentsOn, eventsOf, pagesOf } from "../faults/looks.ts";
import { canonical, hearing } from "../recordings/heard.ts";
import { alwaysWhole } from "../world/alwaysWhole.ts";
import { standingOn } from "../world/bodies.ts";
import { keptFigures } from "../world/bothWays.ts";
import { type LocalD1, openD1 } from "../world/d1.ts";
import { neverSettling } from "../world/neverSettling.ts";
import { COORDINATOR, openPlayground, type Playground } from "../world/playground.ts";
import { type Act, type Done, type Hands, someAct } from "./acts.ts";
import { addPagesOfBefore } from "./pageActs.ts";

/** What a long life is drawn from. */
export interface LifePlan {
  seed: string;
  /** True where Krug writes bodies of pages. */
  bodies?: boolean;
  weeks: number;
  /** A bug, as SQL, planted in the database in which things settle. */
  planted?: string;
  /** What its first programme is, and how many people there are, where that is not drawn. */
  programme?: Record<string, PlainValue>;
  people?: number;
  /** What people do to goals, thanks and classes of before, each as often as it stands there; without it there are none of before. */
  pageActs?: readonly Act[];
}

/** How a life went that was lived twice. */
export interface LivedTwice {
  /** The first line that was not the same, with what was done before; null where all was. */
  difference: string | null;
  /** The most groups that were settled at once. */
  settled: number;
  /** The most pages that were settled at once, each by itself. */
  pages: number;
  /** Groups and pages that woke by an act on what was settled by then. */
  late: number;
  /** Groups that woke and that nobody had acted on, with what was done before. */
  strayWakes: string[];
  runs: number;
}

/** Each group that wakes leaves a trace. */
const NOTED = `CREATE TABLE wakes (group_id TEXT);
  CREATE TRIGGER noted AFTER INSERT ON woken BEGIN INSERT INTO wakes (group_id) VALUES (NEW.group_id); END;`;
const ZONE = "Europe/Berlin";
const MONDAY: LocalDate = "2027-01-11";
const NAMES = ["ana", "boris", "carla", "dan", "eva", "fay", "gleb", "hana"];
/** A run on the morning of a Monday and a Thursday, and one at noon on Mondays: what people do is seen at either. */
const RUNS = [
  { day: 0, minutes: 4 * 60, isActed: true },
  { day: 0, minutes: 12 * 60, isActed: true },
  { day: 3, minutes: 4 * 60, isActed: true },
];
const MOST_ACTS = 4;
const LINES_TOLD = 3;

/** Programmes as they are drawn: pairs by chance or by fit, triads, circles of four weeks. */
const FORMATS: readonly Record<string, PlainValue>[] = [
  { format: "pair", matching: "random", roundWeeks: 1 },
  { format: "pair", matching: "best_fit", roundWeeks: 1 },
  { format: "triad", matching: "random", roundWeeks: 1, groupSize: 3 },
  { format: "circle", matching: "random", roundWeeks: 4, groupSize: 4, everyWeeks: 1 },
];

/** A small programme's world while a long life is lived in it. */
export class LongLife {
  readonly random: Random;
  hands!: Hands;
  #database!: LocalD1;
  #isSettling: boolean;
  #runner!: ReturnType<typeof inProcessRunner>;
  #habits!: Habits;
  #mails = 0;
  readonly #plan: LifePlan;

  constructor(plan: LifePlan, isSettling: boolean) {
    this.#plan = plan;
    this.#isSettling = isSettling;
    this.random = randomOf(`long life ${plan.seed}`);
  }

  async begin(): Promise<void> {
    const { random } = this;
    const format = this.#plan.programme ?? FORMATS[random.below(FORMATS.length)] ?? {};
    const drawn = format.format === "pair" ? 4 + random.below(5) : 6 + random.below(3);
    const names = NAMES.slice(0, this.#plan.people ?? drawn);
    const people = names.map(name => ({ name, email: `${name}@example.org`, zone: ZONE }));
    const playground = await openPlayground({
      startsAt: atLocal(addDays(MONDAY, -4), 8 * 60, "UTC"),
      people,
      bodies: this.#plan.bodies === true,
    });
    playground.google.switches.conferencePending = "immediate";
    const ends = addDays(MONDAY, 7 * (this.#plan.weeks - 2 + random.below(6)) - 1);
    const isTwo = this.#plan.programme === undefined && random.below(4) === 0;
    const programmes: string[] = [];
    for (const more of isTwo ? [format, FORMATS[0]] : [format])
      programmes.push(
        await playground.add("programmes", {
          name: `Programme ${programmes.length + 1}`,
          status: "active",
          zone: ZONE,
          language: "en",
          minutes: 45,
          feedbackOnly: random.below(2) === 0,
          checkIn: more?.format === "circle" && random.below(2) === 0,
          insights: (["off", "suggest", "act"] as const)[random.below(3)] ?? null,
          start: { start: MONDAY, end: null },
          end: { start: ends, end: null },
          ...more,
        }),
      );
    const archive = await playground.notionOf(COORDINATOR).databases.create({
      parent: { type: "page_id", page_id: playground.notion.rootPageId },
      title: [{ type: "text", text: { content: "Archive" } }],
      initial_data_source: { properties: { Name: { type: "title", title: {} } } },
    });
    const archiveId = (archive as { data_sources: { id: string }[] }).data_sources[0]?.id ?? "";
    this.hands = { playground, people: [], programmes, trashed: [], away: [], archiveId, named: 0 };
    for (const [place, person] of people.entries()) {
      const pageId = await playground.add("people", {
        ...person,
        status: "active",
        hours: "9-18",
        level: 1 + (place % 5),
        offers: place % 2 === 0 ? ["testing"] : ["sql"],
        seeks: place % 2 === 0 ? ["sql"] : ["testing"],
        // One comes later.
        programmes: place === people.length - 1 ? [] : programmes,
        consent: { start: "2027-01-01", end: null },
        ...(this.#plan.bodies === true ? { showPlan: true } : {}),
      });
      const goal = { title: `Goal of ${person.name}`, owner: [pageId], status: "doing" };
      const goalId = await playground.add("roadmap", { ...goal, starts: { start: MONDAY, end: null } });
      this.hands.people.push({ ...person, login: person.email, pageId, goalId });
    }
    if (this.#plan.pageActs) await addPagesOfBefore(this.hands);
    const companions = names.map((key, place) => ({
      key,
      email: `${key}@example.org`,
      accepts: place % 4 === 3 ? 0.5 : 0.95,
      answers: { levels: {}, pulses: [4], feedback: place % 3 === 2 ? 0.4 : 0.8, useful: 3 + (place % 3) },
    }));
    const company = { seed: this.#plan.seed, language: "en" as const, people: companions };
    const keys = programmes.map((id, place) => [`programme ${place}`, id] as const);
    this.#habits = new Habits(
      playground,
      { ...company, programmes: keys.map(([key]) => ({ key })) },
      { programmes: new Map(keys) },
    );
    this.openDatabase();
  }

  /** The database is empty from now on, or what another held. */
  openDatabase(script?: string, planted = this.#plan.planted ?? ""): void {
    const database = openD1(":memory:", { script, planted: script === undefined ? `${NOTED} ${planted}` : planted });
    this.#database = this.#isSettling ? database : alwaysWhole(neverSettling(database));
    this.#runner = inProcessRunner(this.hands.playground, this.#database);
  }

  /** What people do by themselves, and then some acts. */
  async act(at: number, isActed: boolean): Promise<Done[]> {
    const { playground } = this.hands;
    playground.clock.set(at);
    await this.#habits.act(at);
    const done: Done[] = [];
    for (let acts = isActed ? 1 + this.random.below(MOST_ACTS) : 0; acts > 0; acts -= 1) {
      playground.clock.advance(MINUTE);
      done.push(await someAct(this.hands, this.random, this.#plan.pageActs ?? []));
    }
    return done;
  }

  /**
   * A run; all that left Krug in it and all that is to be seen after it, as lines. With `isWhole` it reads all that lives, however small
   * what people did.
   */
  async run(isWhole = false): Promise<string[]> {
    const { playground } = this.hands;
    if (isWhole) await this.#database.prepare("UPDATE state SET value = '0' WHERE key = 'due_at'").run();
    playground.clock.advance(MINUTE);
    const { result, lines } = await hearing(() => this.#runner.run(playground.clock.now(), "test"));
    const mails = playground.google.outbox.slice(this.#mails).map(mail => `mail ${canonical(mail)}`);
    this.#mails = playground.google.outbox.length;
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    return [
      ...lines.filter(isWrite),
      ...mails,
      `report ${canonical([result.done, result.failed])}`,
      ...SOURCE_KEYS.flatMap(source =>
        pagesOf(playground, source)
          .sort(byId)
          .map(page => `page ${source} ${canonical([page, commentsOn(playground, page.id)])}`),
      ),
      ...(this.#plan.bodies === true ? bodyLines(playground) : []),
      ...eventsOf(playground)
        .filter(({ isLive }) => isLive)
        .sort(byId)
        .map(event => `event ${canonical(event)}`),
      ...Object.entries(await keptFigures(this.#database)).flatMap(([table, rows]) =>
        rows.map(row => `${table} ${canonical(row)}`),
      ),
    ];
  }

  /** The groups that are settled. */
  async settled(): Promise<Set<string>> {
    const { results } = await this.#database.prepare("SELECT group_id FROM past_groups").all<{ group_id: string }>();
    return new Set(results.map(row => row.group_id));
  }

  /** The pages that are settled each by itself. */
  async settledPages(): Promise<Set<string>> {
    const { results } = await this.#database
      .prepare("SELECT id FROM pages WHERE settled_in = id AND source NOT IN ('groups', 'sessions')")
      .all<{ id: string }>();
    return new Set(results.map(row => row.id));
  }

  /**
   * What woke since this was last asked, but for what Krug writes by itself; what is settled under a programme itself are looks, and
   * nothing that wakes.
   */
  async woken(): Promise<Set<string>> {
    const { results } = await this.#database
      .prepare(
        `SELECT group_id FROM wakes
         WHERE group_id NOT IN (SELECT id FROM pages WHERE source IN ('metrics', 'surveys', 'digests'))`,
      )
      .all<{ group_id: string }>();
    await this.#database.prepare("DELETE FROM wakes").run();
    return new Set(results.map(row => row.group_id).filter(id => !this.hands.programmes.includes(id)));
  }

  get database(): LocalD1 {
    return this.#database;
  }

  close(): void {
    this.#database.close();
  }
}

/** The bodies of the pages that Krug may write on. */
function bodyLines(playground: Playground): string[] {
  const written = (["sessions", "groups", "roadmap", "people"] as const).flatMap(source =>
    pagesOf(playground, source).map(({ id }) => [source, id, standingOn(playground, id)] as const),
  );
  return written
    .flatMap(([source, id, lines]) => (lines.length === 0 ? [] : [`body ${source} ${id} ${canonical(lines)}`]))
    .sort();
}

/** Reading leaves nothing behind. */
function isWrite(line: string): boolean {
  const [, service, method = "", where = ""] = line.split(" ");
  if (service === "mail") return true;
  return method !== "GET" && !/\/(query|search|token|freeBusy)(\?|$)/.test(where);
}

/** Of each kind the first lines that only one of two lists has; null where they are the same. */
function firstDifference(settling: readonly string[], loading: readonly string[]): string | null {
  if (settling.length === loading.length && settling.every((line, at) => line === loading[at])) return null;
  const only = (who: string, lines: readonly string[], others: readonly string[]) => {
    const known = new Set(others);
    const byKind = Map.groupBy(
      lines.filter(line => !known.has(line)),
      line => line.split(" ")[0]?.replace(/^\d.*/, "write"),
    );
    return [...byKind.values()].flatMap(of => of.slice(0, LINES_TOLD).map(line => `  ${who} ${line}`));
  };
  const told = [...only("settling:", settling, loading), ...only("loading: ", loading, settling)];
  return told.length === 0 ? "  the same lines in another order, or one of them twice" : told.join("\n");
}

/** Lives a life twice, side by side, as it is and with nothing ever settled, until something differs. */
export async function livedTwice(plan: LifePlan): Promise<LivedTwice> {
  const [settling, loading] = [new LongLife(plan, true), new LongLife({ ...plan, planted: undefined }, false)];
  const lived: LivedTwice = { difference: null, settled: 0, pages: 0, late: 0, strayWakes: [], runs: 0 };
  for (const life of [settling, loading]) await life.begin();
  const isLost = randomOf(`lost ${plan.seed}`).below(5) === 0;
  let acts: string[] = [];
  for (let week = -1; week < plan.weeks && lived.difference === null; week += 1)
    for (const { day, minutes, isActed } of RUNS) {
      // Before the first day there is one run, on the Thursday.
      if (week < 0 && day === 0) continue;
      const date = addDays(MONDAY, 7 * week + day);
      const at = atLocal(date, minutes, "UTC");
      const before = new Set([...(await settling.settled()), ...(await settling.settledPages())]);
      if (isLost && week === plan.weeks - 2 && day === 3)
        for (const life of [settling, loading]) {
          life.close();
          life.openDatabase();
        }
      const done = await settling.act(at, isActed && week > 0);
      const other = await loading.act(at, isActed && week > 0);
      acts = done.map(({ what }) => `  ${what}`);
      const heading = `week ${week}, ${date} ${minutes / 60}:00\n${acts.join("\n")}\n`;
      const difference =
        firstDifference(
          done.map(({ what }) => what),
          other.map(({ what }) => what),
        ) ?? firstDifference(await settling.run(true), await loading.run(true));
      lived.runs += 1;
      lived.settled = Math.max(lived.settled, (await settling.settled()).size);
      lived.pages = Math.max(lived.pages, (await settling.settledPages()).size);
      // A page put into the trash unseen is found by the first run of the next day.
      const touched = new Set([...done.flatMap(({ groups }) => groups), ...settling.hands.trashed]);
      const woken = await settling.woken();
      lived.late += [...woken].filter(id => before.has(id)).length;
      const strays = [...woken].filter(id => !touched.has(id));
      // What comes back out of the trash wakes whatever it is a copy of: which that is, only Krug's own rule knows.
      const isTakenBack = done.some(({ what }) => what.endsWith("was taken out of the trash"));
      if (strays.length > 0 && !isTakenBack) lived.strayWakes.push(`${heading}  woke ${strays.join(", ")}`);
      if (difference === null) continue;
      lived.difference = heading + difference;
      break;
    }
  for (const life of [settling, loading]) life.close();
  return lived;
}
