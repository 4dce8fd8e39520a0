import type { Language } from "../../src/core/domain/values/language.ts";
import type { PlainValue } from "../../src/core/domain/values/row.ts";
import { addDays, atLocal, type Interval, type LocalDate, weekday } from "../../src/core/domain/values/time.ts";
import { Habits } from "../demo/habits.ts";
import { inProcessRunner } from "../demo/inProcess.ts";
import type { Runner } from "../demo/play.ts";
import { type LocalD1, openD1 } from "../world/d1.ts";
import { COORDINATOR, openPlayground, type Playground } from "../world/playground.ts";
import { castOf, type Somebody } from "./cast.ts";

/** The Monday a year's programme begins with, and how long it goes on. */
export const STARTS: LocalDate = "2027-01-04";
const WEEKS = 52;
export const ENDS: LocalDate = addDays(STARTS, 7 * WEEKS - 1);
export const ZONE = "Europe/Sofia";
/** The coordinator sets everything up on the Thursday before. */
const OPENED: LocalDate = addDays(STARTS, -4);
const AT_START = 10;

/** What a year is about: one programme, in one language, and what its page says. */
export interface YearPlan {
  /** From which ids are drawn; 1 unless given. */
  seed?: number;
  name: string;
  format: "pair" | "triad" | "circle" | "mentor" | "reverse" | "micro" | "open";
  language: Language;
  programme: Record<string, PlainValue>;
  /** True where Krug writes bodies of pages. */
  bodies?: boolean;
}

/** A programme's world while a year is lived in it. */
export class YearWorld {
  readonly plan: YearPlan;
  readonly playground: Playground;
  readonly database: LocalD1;
  readonly runner: Runner;
  readonly cast: Somebody[];
  readonly here: Somebody[] = [];
  readonly pages = new Map<string, string>();
  readonly goals = new Map<string, string>();
  /** One-off times people are busy, beside those of every week. */
  readonly busyOnce: { key: string; time: Interval; since: number }[] = [];
  /** Places in Google's outbox of mails that people's own acts sent. */
  readonly ownMails = new Set<number>();
  /** Sessions whose time people chose themselves. */
  readonly movedByHand = new Set<string>();
  readonly habits: Habits;
  readonly #programmes = new Map<string, string>();
  readonly #company: { key: string; email: string; accepts: number; answers: Answers }[] = [];

  constructor(plan: YearPlan, playground: Playground, cast: Somebody[], database: LocalD1) {
    this.plan = plan;
    this.playground = playground;
    this.cast = cast;
    this.database = database;
    this.runner = inProcessRunner(playground, this.database);
    this.habits = new Habits(
      playground,
      {
        seed: plan.name,
        language: plan.language,
        programmes: [{ key: "programme" }],
        people: this.#company,
      },
      { programmes: this.#programmes },
    );
  }

  get programmeId(): string {
    return this.#programmes.get("programme") ?? "";
  }

  set programmeId(id: string) {
    this.#programmes.set("programme", id);
  }

  get now(): number {
    return this.playground.clock.now();
  }

  /** Somebody's page, goal, calendar and habits. */
  async enter(person: Somebody, consentedOn: LocalDate): Promise<void> {
    const managerId = person.manager === null ? undefined : this.pages.get(person.manager);
    const id = await this.playground.add("people", {
      name: person.name,
      email: person.email,
      zone: person.zone,
      hours: person.hours,
      status: "active",
      level: person.level,
      offers: person.offers,
      seeks: person.seeks,
      team: person.team,
      languages: person.languages,
      sessionsAWeek: person.sessionsAWeek,
      mentees: person.mentees,
      programmes: [this.programmeId],
      consent: { start: consentedOn, end: null },
      ...(managerId === undefined ? {} : { manager: [managerId] }),
    });
    this.pages.set(person.key, id);
    this.here.push(person);
    const goal = {
      title: person.goal.title,
      nextStep: person.goal.nextStep,
      owner: [id],
      status: "doing",
      starts: { start: STARTS, end: null },
      due: { start: ENDS, end: null },
    };
    // Who says nothing about themselves has no goal yet either.
    if (person.level !== null) this.goals.set(person.key, await this.playground.add("roadmap", goal));
    for (const { weekday: day, from, to } of person.busy) {
      const first = addDays(addDays(STARTS, -7), day - weekday(STARTS));
      const at = (clock: string) => ({ dateTime: `${first}T${clock}:00`, timeZone: person.zone });
      await this.playground.calendarOf(person.email).events.insert({
        calendarId: "primary",
        sendUpdates: "none",
        requestBody: { summary: "Busy", start: at(from), end: at(to), recurrence: ["RRULE:FREQ=WEEKLY;COUNT=60"] },
      });
    }
    const place = this.cast.indexOf(person);
    this.#company.push({
      key: person.key,
      email: person.email,
      accepts: place % 4 === 3 ? 0.5 : 0.95,
      answers: {
        levels: {},
        pulses: [3 + (place % 3)],
        feedback: place % 5 === 4 ? 0.2 : 0.9,
        useful: 3 + (place % 3),
      },
    });
  }

  /** Lets people act; the mails their own acts send are noted as theirs. */
  async asPeople(acts: () => Promise<void>): Promise<void> {
    const { outbox } = this.playground.google;
    const before = outbox.length;
    await acts();
    for (let place = before; place < outbox.length; place += 1) this.ownMails.add(place);
  }

  idOf(key: string): string {
    return this.pages.get(key) ?? "";
  }

  somebody(key: string): Somebody {
    const person = this.cast.find(one => one.key === key);
    if (person === undefined) throw new Error(`nobody is called ${key}`);
    return person;
  }

  editPerson(key: string, values: Record<string, PlainValue>): Promise<void> {
    return this.playground.edit(COORDINATOR, "people", this.idOf(key), values);
  }
}

type Answers = { levels: Record<string, number[]>; pulses: number[]; feedback: number; useful: number };

/** The Thursday before: the programme's page, its people, nothing decided yet. */
export async function openYear(plan: YearPlan, database: LocalD1 = openD1()): Promise<YearWorld> {
  const cast = castOf(plan.language);
  const playground = await openPlayground({
    startsAt: atLocal(OPENED, 9 * 60, ZONE),
    people: cast,
    language: plan.language,
    bodies: plan.bodies === true,
    ...(plan.seed === undefined ? {} : { seed: plan.seed }),
  });
  playground.google.switches.conferencePending = "immediate";
  const world = new YearWorld(plan, playground, cast, database);
  world.programmeId = await playground.add("programmes", {
    name: plan.name,
    status: "active",
    format: plan.format,
    zone: ZONE,
    language: plan.language,
    start: { start: STARTS, end: null },
    end: { start: ENDS, end: null },
    ...plan.programme,
  });
  // Managers first: a page names only people who have one.
  const leading = new Set(cast.map(person => person.manager));
  const first = cast.slice(0, AT_START);
  for (const person of [...first].sort((a, b) => Number(leading.has(b.key)) - Number(leading.has(a.key))))
    await world.enter(person, addDays(STARTS, -7));
  return world;
}

/** When somebody is busy between two moments, by what stood in their calendar at `knownAt`. */
export function busyTimes(world: YearWorld, person: Somebody, window: Interval, knownAt: number): Interval[] {
  const found = world.busyOnce.filter(one => one.key === person.key && one.since <= knownAt).map(one => one.time);
  const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
  for (const { weekday: day, from, to } of person.busy)
    for (let at = addDays(addDays(STARTS, -7), day - weekday(STARTS)), n = 0; n < 60; n += 1, at = addDays(at, 7)) {
      const time = {
        startsAt: atLocal(at, minutes(from), person.zone),
        endsAt: atLocal(at, minutes(to), person.zone),
      };
      if (time.startsAt < window.endsAt && time.endsAt > window.startsAt) found.push(time);
    }
  return found;
}
