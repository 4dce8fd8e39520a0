import type { calendar_v3 } from "googleapis/build/src/apis/calendar/index.js";
import type { PlainValue } from "../../src/core/domain/values/row.ts";
import { addDays, atLocal, DAY, MINUTE, weekday } from "../../src/core/domain/values/time.ts";
import type { Point } from "../../src/core/rules/metrics/points.ts";
import { type Entered, enterCast, zoneOf } from "../world/cast.ts";
import { allEvents, deleteOwn, move, reply, sessionIdOf } from "../world/people.ts";
import { COORDINATOR, type Playground } from "../world/playground.ts";
import { Habits } from "./habits.ts";
import type { Act, Scenario } from "./scenario.ts";

/** What one run did, as whoever runs the worker can tell. */
export interface RunOutcome {
  changed: number;
  done: Record<string, number>;
  mails: number;
  failed: string[];
  requests: { notion: number; google: number };
}

/** Whoever runs the worker: this process, or workerd. */
export interface Runner {
  /** Runs the worker at a world time and waits until it has finished. */
  run(now: number, reason: string): Promise<RunOutcome>;
  /** Every figure the worker keeps. */
  points(): Promise<Point[]>;
}

export interface Played {
  entered: Entered;
  habits: Habits;
  runs: number;
  idleRuns: number;
  /** Mails sent by runs that found nothing changed and did nothing. */
  mailsWithoutChange: number;
  failures: string[];
  requests: { notion: number; google: number };
  /** Sessions a person moved by hand: they answer for the time. */
  movedByHand: Set<string>;
  /** Acts that found nothing to act on, in words. */
  idleActs: string[];
  endedAt: number;
}

/** The cron's hours of a day in UTC: two runs (as many as four would do), and one more after each act of a person. */
export const CRON_HOURS = [6, 14];
/** Programmes are set up so many days before they start: invitations for the first week go out then. */
const DAYS_BEFORE = 4;
/** The last answers come in after the end. */
const DAYS_AFTER = 2;

/** When a scenario's world begins: the morning on which the coordinator sets the programme up. */
export function worldStart(scenario: Scenario): number {
  return atLocal(addDays(scenario.starts, -DAYS_BEFORE), 8 * 60, "UTC");
}

type Moment = { at: number; act: Act | null };

/** Plays a scenario from its first day to its last, or to a moment: crons, acts, and what people do by habit in between. */
export async function play(
  playground: Playground,
  scenario: Scenario,
  runner: Runner,
  onWeek: (week: number, now: number) => void = () => {},
  until = Number.POSITIVE_INFINITY,
): Promise<Played> {
  const entered = await enterCast(playground, scenario);
  const played: Played = {
    entered,
    habits: new Habits(playground, scenario, entered),
    runs: 0,
    idleRuns: 0,
    mailsWithoutChange: 0,
    failures: [],
    requests: { notion: 0, google: 0 },
    movedByHand: new Set(),
    idleActs: [],
    endedAt: 0,
  };
  let week = -1;
  for (const moment of momentsOf(scenario)) {
    if (moment.at > until) break;
    playground.clock.set(moment.at);
    await played.habits.act(moment.at);
    if (moment.act !== null) await perform(playground, scenario, played, moment.act, moment.at);
    await watched(playground, played, runner, moment.at, moment.act === null ? "cron" : moment.act.act);
    const now = Math.floor((moment.at - atLocal(scenario.starts, 0, scenario.zone)) / (7 * DAY));
    if (now !== week) onWeek(now, moment.at);
    week = now;
    played.endedAt = moment.at;
  }
  return played;
}

/** One run, watched: what it did, and whether it mailed anybody for nothing. */
async function watched(
  playground: Playground,
  played: Played,
  runner: Runner,
  at: number,
  reason: string,
): Promise<void> {
  const before = playground.google.outbox.length;
  const outcome = await runner.run(at, reason);
  const mails = playground.google.outbox.length - before;
  played.runs += 1;
  played.failures.push(...outcome.failed);
  played.requests.notion += outcome.requests.notion;
  played.requests.google += outcome.requests.google;
  const isIdle = outcome.changed === 0 && Object.keys(outcome.done).length === 0;
  if (isIdle) played.idleRuns += 1;
  if (isIdle) played.mailsWithoutChange += mails;
}

function momentsOf(scenario: Scenario): Moment[] {
  const moments: Moment[] = [];
  const first = addDays(scenario.starts, -DAYS_BEFORE);
  const last = addDays(scenario.starts, 7 * scenario.weeks + DAYS_AFTER);
  for (let day = first; day <= last; day = addDays(day, 1))
    for (const hour of CRON_HOURS) moments.push({ at: atLocal(day, hour * 60, "UTC"), act: null });
  for (const act of scenario.acts) {
    const person = scenario.people.find(one => one.key === act.who);
    const [hours = "0", minutes = "0"] = act.at.split(":");
    const at = atLocal(
      act.on,
      Number(hours) * 60 + Number(minutes),
      person === undefined ? scenario.zone : zoneOf(person),
    );
    moments.push({ at: Math.max(at, worldStart(scenario) + MINUTE), act });
  }
  const sorted = moments.filter(moment => moment.at >= worldStart(scenario)).sort((a, b) => a.at - b.at);
  for (const [index, moment] of sorted.entries()) {
    const before = sorted[index - 1];
    if (before !== undefined && moment.at <= before.at) moment.at = before.at + MINUTE;
  }
  return sorted;
}

async function perform(
  playground: Playground,
  scenario: Scenario,
  played: Played,
  act: Act,
  now: number,
): Promise<void> {
  const person = scenario.people.find(one => one.key === act.who);
  const { entered } = played;
  if (person === undefined) return;
  const pageId = entered.people.get(person.key) ?? "";
  switch (act.act) {
    case "goal": {
      const goalId = entered.goals.get(person.key);
      if (goalId === undefined) return void played.idleActs.push(`${act.on}: ${person.name} has no goal to rewrite`);
      const { title, nextStep, progress, status } = act;
      const values: Record<string, PlainValue> = {};
      for (const [key, value] of Object.entries({ title, nextStep, progress, status }))
        if (value !== undefined) values[key] = value;
      return playground.edit(person.email, "roadmap", goalId, values);
    }
    case "leave":
      return playground.edit(person.email, "people", pageId, { away: { start: act.from, end: act.to } });
    case "quit":
      return playground.edit(person.email, "people", pageId, { status: "left" });
    case "join": {
      const keys = new Set([...(person.programmes ?? scenario.programmes.map(one => one.key)), act.programme]);
      return playground.edit(person.email, "people", pageId, {
        programmes: [...keys].map(key => entered.programmes.get(key) ?? ""),
      });
    }
    case "ask":
      entered.questions.set(
        act.question,
        await playground.add("help", {
          question: act.question,
          details: act.details,
          skill: act.skill === undefined ? [] : [act.skill],
          askedBy: [pageId],
          programme: act.programme === undefined ? [] : [entered.programmes.get(act.programme) ?? ""],
        }),
      );
      return;
    case "take":
    case "answer":
    case "resolve": {
      const id = entered.questions.get(act.question);
      if (id === undefined) return void played.idleActs.push(`${act.on}: nobody has asked "${act.question}" yet`);
      const values: Record<string, PlainValue> = act.act === "resolve" ? { resolved: true } : { takenBy: [pageId] };
      if (act.act === "answer") values.answer = act.answer;
      return playground.edit(person.email, "help", id, values);
    }
    case "cancel":
    case "move":
    case "decline":
    case "delete": {
      const event = await nextEvent(playground, scenario, entered, person.email, act.which, now);
      if (event?.id == null)
        return void played.idleActs.push(`${act.on}: ${person.name} had no session (${act.which}) to ${act.act}`);
      const sessionId = sessionIdOf(event);
      if (act.act === "cancel") return playground.edit(person.email, "sessions", sessionId, { status: "cancelled" });
      if (act.act === "decline") {
        played.habits.declined(person.email, event.id);
        return void (await reply(playground, person.email, event.id, "declined"));
      }
      if (act.act === "delete") return deleteOwn(playground, person.email, event.id);
      played.movedByHand.add(event.id);
      return void (await move(playground, person.email, event.id, act.byDays * DAY + act.byMinutes * MINUTE));
    }
  }
}

/** A person's next session of a kind, from the invitations they hold. */
async function nextEvent(
  playground: Playground,
  scenario: Scenario,
  entered: Entered,
  email: string,
  which: "pair" | "circle" | "check_in" | "any",
  now: number,
): Promise<calendar_v3.Schema$Event | null> {
  const coming = (await allEvents(playground))
    .filter(event => event.status !== "cancelled" && Date.parse(event.start?.dateTime ?? "") > now)
    .filter(event =>
      (event.attendees ?? []).some(guest => guest.email === email && guest.responseStatus !== "declined"),
    )
    .sort((a, b) => Date.parse(a.start?.dateTime ?? "") - Date.parse(b.start?.dateTime ?? ""));
  for (const event of coming)
    if (which === "any" || (await kindOf(playground, scenario, entered, event)) === which) return event;
  return null;
}

async function kindOf(
  playground: Playground,
  scenario: Scenario,
  entered: Entered,
  event: calendar_v3.Schema$Event,
): Promise<string> {
  const { Table } = await import("../../src/notion/pages.ts");
  const api = {
    call: <T>(use: (client: never) => Promise<T>) => use(playground.notionOf(COORDINATOR) as never),
    botId: null,
    unread: [],
  };
  const sessionId = sessionIdOf(event);
  const row = await new Table(api as never, "sessions", playground.workspace.sessions).read(sessionId);
  if (row?.values.kind === "check_in") return "check_in";
  const programmeId = (row?.values.programme as string[] | undefined)?.[0];
  return scenario.programmes.find(programme => entered.programmes.get(programme.key) === programmeId)?.format ?? "any";
}

/** True on the days a scenario has somebody on leave. */
export function onLeave(scenario: Scenario, personKey: string, day: string): boolean {
  return scenario.acts.some(act => act.act === "leave" && act.who === personKey && day >= act.from && day <= act.to);
}

/** The working days a person is there in a week that begins on `monday`. */
export function daysThere(scenario: Scenario, personKey: string, monday: string): number {
  return [0, 1, 2, 3, 4, 5, 6]
    .map(offset => addDays(monday, offset))
    .filter(day => weekday(day) <= 5 && !onLeave(scenario, personKey, day)).length;
}
