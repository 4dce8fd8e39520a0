import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { type PropertySchema, propertiesOf } from "../../src/core/domain/schema.ts";
import { type Random, randomOf } from "../../src/core/domain/values/random.ts";
import { SOURCE_KEYS, type SourceKey } from "../../src/core/domain/values/row.ts";
import { equal } from "../bench/report.ts";
import { COORDINATOR } from "../world/playground.ts";
import { FiftyPeople, questionsAsked, usualAnswers } from "./fiftyPeople.ts";
import type { Fuzzed } from "./main.ts";
import { nastyText, oneOf, poisonedEvent, poisonFor } from "./poison.ts";

/**
 * Poisoned cells, answers and events in a world of fifty people, and runs over them.
 *
 * Several share a run, and another that follows an ordinary edit while they stand; then they are taken back. A run that fails, or takes
 * suspiciously long, is narrowed down: each of them is tried alone in a world of its own. What a run computes is compared with a run
 * over the same world without poison, in the same thread. Calls that follow from what a cell says are not held against it: each adds
 * what a call costs, measured beforehand.
 */

/** So many share a run. */
const TOGETHER = 40;
/** A run may cost so many times what it costs without the poison. */
const MOST = 3;
/** Looked into from here on: the poison is one of many there, and what it adds is small beside what all of them lead to. */
const SUSPICIOUS = { times: 1.4, plus: 0.8 };
const TRIES = 4;

/** Every column of every table. */
const COLUMNS = SOURCE_KEYS.flatMap(source =>
  Object.entries(propertiesOf(source)).map(([column, schema]) => ({ source, column, schema })),
);

/** What was poisoned, in words, and how it is taken back. */
interface Poisoned {
  what: string;
  undo: () => Promise<void>;
}

/** What a run costs in a world, in milliseconds of processor time. */
interface Costs {
  run: number;
  /** The calls such a run makes in any case. */
  calls: number;
  call: number;
}

interface Finding {
  number: number;
  what: string;
  failed: string[];
  times: number;
}

export interface Part {
  seed: number;
  from: number;
  to: number;
}

interface Looked {
  findings: Finding[];
  cells: number;
  answers: number;
  events: number;
  /** Drawn, and refused by the service: nobody can write that. */
  refused: number;
  runs: number;
  narrowed: number;
  /** The most a run cost among those that were not looked into, times what it would have cost. */
  dearest: number;
}

const NOTHING: Looked = {
  findings: [],
  cells: 0,
  answers: 0,
  events: 0,
  refused: 0,
  runs: 0,
  narrowed: 0,
  dearest: 0,
};

/** Draws and does the n-th poisoning of a search; null where the service refuses it. */
async function poison(world: FiftyPeople, seed: number, number: number): Promise<Poisoned | null> {
  const random = randomOf(`${seed}/${number}`);
  try {
    if (number % 8 === 6) return await poisonAnswer(world, random);
    if (number % 8 === 7) return await poisonEvent(world, random);
    return await poisonCell(world, random, COLUMNS[(number - Math.floor(number / 8) * 2) % COLUMNS.length]!);
  } catch (error) {
    const status = (error as { status?: number; code?: number }).status ?? (error as { code?: number }).code;
    if (typeof status === "number" && status >= 400 && status < 500) return null;
    throw error;
  }
}

async function poisonCell(
  { playground, pages }: FiftyPeople,
  random: Random,
  { source, column, schema }: { source: SourceKey; column: string; schema: PropertySchema },
): Promise<Poisoned | null> {
  if (pages[source].length === 0) return null;
  const id = oneOf(pages[source], random);
  const related = pages[schema.relatesTo ?? "people"];
  const value = poisonFor(schema, random, related.length > 0 ? related : pages.people);
  const notion = playground.notionOf(COORDINATOR);
  const property = playground.workspace[source].properties[column]?.id ?? "";
  const page = (await notion.pages.retrieve({ page_id: id })) as unknown as { properties: Record<string, Value> };
  const before = Object.values(page.properties).find(one => decodeURIComponent(one.id) === property);
  if (before === undefined) return null;
  await notion.pages.update({ page_id: id, properties: { [property]: value } as never });
  return {
    what: `${source}.${column} of ${id}: ${JSON.stringify(value).slice(0, 300)}`,
    undo: async () => {
      await notion.pages.update({ page_id: id, properties: { [property]: writable(before) } as never });
    },
  };
}

type Value = { id: string; type: string } & Record<string, unknown>;

/** A value that was read, as it is written back. */
function writable(value: Value): object {
  const { type } = value;
  const held = value[type] as never;
  if (type === "title" || type === "rich_text")
    return { [type]: (held as { plain_text: string }[]).map(({ plain_text }) => ({ text: { content: plain_text } })) };
  if (type === "select") return { select: held === null ? null : { name: (held as { name: string }).name } };
  if (type === "multi_select") return { multi_select: (held as { name: string }[]).map(({ name }) => ({ name })) };
  return { [type]: held };
}

async function poisonAnswer({ playground, forms, emails }: FiftyPeople, random: Random): Promise<Poisoned | null> {
  const { google } = playground;
  const formId = oneOf(forms, random);
  const items = google.state.forms.get(formId)?.items ?? [];
  const questions = questionsAsked(items);
  const usual = usualAnswers(questions);
  const respondentEmail = oneOf(emails, random);
  const answers = { ...usual };
  for (const { id, takes } of questions) {
    const said = takes === null ? "" : nastyText(random, 20_000);
    if (takes !== null && random.below(3) > 0) answers[id] = [takes === "line" ? said.replaceAll("\n", " ") : said];
  }
  const { responseId } = google.submitForm(formId, { respondentEmail, answers });
  return {
    what: `answers to ${google.state.forms.get(formId)?.info.title}: ${JSON.stringify(Object.values(answers)).slice(0, 300)}`,
    undo: async () => {
      google.submitForm(formId, { respondentEmail, answers: usual, responseId });
    },
  };
}

async function poisonEvent({ playground, events }: FiftyPeople, random: Random): Promise<Poisoned | null> {
  const event = oneOf(events, random);
  const { summary, description, location, attendees, start, end } = event;
  const change = poisonedEvent(random);
  const api = playground.calendarOf(COORDINATOR).events;
  const at = { calendarId: playground.calendarId, eventId: event.id ?? "", sendUpdates: "none" } as const;
  await api.patch({ ...at, requestBody: change });
  return {
    what: `event ${event.id}: ${JSON.stringify(change).slice(0, 300)}`,
    undo: async () => {
      const before = { summary, description: description ?? "", location: location ?? "", attendees, start, end };
      await api.patch({ ...at, requestBody: before });
    },
  };
}

/** An ordinary edit, so that a run has something to decide about. */
async function touch({ playground, pages }: FiftyPeople, number: number): Promise<void> {
  const page = pages.people[number % 7] ?? "";
  await playground.edit(COORDINATOR, "people", page, { team: `Team ${number}` });
}

/** What a run over one ordinary edit costs, and what each call adds. */
async function costsOf(world: FiftyPeople): Promise<Costs> {
  const runs: { cpuMs: number; calls: number }[] = [];
  for (let number = 0; number < 9; number += 1) {
    await touch(world, number + 100);
    runs.push(await world.run());
  }
  const run = median(runs.slice(3).map(one => one.cpuMs));
  const calls = median(runs.slice(3).map(one => one.calls));
  for (const [number, page] of world.pages.sessions.slice(0, 30).entries())
    await world.playground.edit(COORDINATOR, "sessions", page, { title: `A meeting, ${number}` });
  const many = await world.run();
  return { run, calls, call: Math.max(0.5, (many.cpuMs - run) / Math.max(1, many.calls - calls)) };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const expected = (costs: Costs, calls: number) => costs.run + costs.call * Math.max(0, calls - costs.calls);

/** Poisons some of a search alone, each in turn, until it is known whether it is one of them. */
async function narrowed(
  seed: number,
  numbers: readonly number[],
  beginning: (number: number) => void = () => {},
): Promise<Finding[]> {
  const findings: Finding[] = [];
  let world = await FiftyPeople.open();
  let costs = await costsOf(world);
  for (const number of numbers) {
    beginning(number);
    if (!world.isQuiet) {
      world.close();
      world = await FiftyPeople.open();
      costs = await costsOf(world);
    }
    let least = Number.POSITIVE_INFINITY;
    let what = "";
    const failed: string[] = [];
    for (let tries = 0; tries < TRIES && least > MOST && failed.length === 0; tries += 1) {
      const done = await poison(world, seed, number);
      if (done === null) {
        least = 0;
        break;
      }
      what = done.what;
      const first = await run(world);
      await touch(world, number + tries);
      const second = await run(world);
      failed.push(...first.failed, ...second.failed);
      const times = Math.max(...[first, second].map(({ cpuMs, calls }) => cpuMs / expected(costs, calls)));
      least = Math.min(least, times);
      await done.undo().catch(() => {});
      await run(world);
    }
    if (failed.length > 0 || least > MOST) findings.push({ number, what, failed: [...new Set(failed)], times: least });
  }
  world.close();
  return findings;
}

/** A run; one that throws has failed too. */
async function run(world: FiftyPeople): Promise<{ failed: string[]; cpuMs: number; calls: number }> {
  try {
    return await world.run();
  } catch (error) {
    return { failed: [`thrown: ${(error as Error).stack ?? error}`], cpuMs: 0, calls: 0 };
  }
}

/** What the poisonings of a part of a search come to. */
export async function lookAt(
  { seed, from, to }: Part,
  beginning: (number: number) => void = () => {},
): Promise<Looked> {
  const looked: Looked = { ...NOTHING, findings: [] };
  let world = await FiftyPeople.open();
  let costs = await costsOf(world);
  for (let first = from; first < to; first += TOGETHER) {
    if (!world.isQuiet) {
      world.close();
      world = await FiftyPeople.open();
      costs = await costsOf(world);
    }
    beginning(first);
    const numbers = Array.from({ length: Math.min(TOGETHER, to - first) }, (_, place) => first + place);
    const done: Poisoned[] = [];
    const counted: number[] = [];
    for (const number of numbers) {
      const one = await poison(world, seed, number);
      if (one === null) looked.refused += 1;
      else {
        done.push(one);
        counted.push(number);
        looked[number % 8 === 6 ? "answers" : number % 8 === 7 ? "events" : "cells"] += 1;
      }
    }
    const runs = [await run(world)];
    await touch(world, first);
    runs.push(await run(world));
    const times = Math.max(...runs.map(({ cpuMs, calls }) => cpuMs / expected(costs, calls)));
    const isDear = runs.some(
      ({ cpuMs, calls }) => cpuMs > SUSPICIOUS.times * expected(costs, calls) + SUSPICIOUS.plus * costs.run,
    );
    looked.runs += 3;
    for (const one of done.reverse()) await one.undo().catch(() => {});
    runs.push(await run(world));
    const isFailed = runs.some(({ failed }) => failed.length > 0);
    if (!isDear && !isFailed) {
      looked.dearest = Math.max(looked.dearest, times);
      continue;
    }
    looked.narrowed += 1;
    const found = await narrowed(seed, counted, beginning);
    const failed = [...new Set(runs.flatMap(one => one.failed))];
    looked.findings.push(...found);
    if (isFailed && !found.some(one => one.failed.length > 0))
      looked.findings.push({ number: first, what: `${numbers.length} from there on, together`, failed, times });
    world.close();
    world = await FiftyPeople.open();
    costs = await costsOf(world);
  }
  world.close();
  return looked;
}

/** So many poisonings are looked at by one thread at a time. */
const PART = 200;

/** Poisons `count` cells, answers and events drawn by a seed, or one of them again; see `lookAt`. */
export async function fuzzCells(asked: { count: number; seed: number; only: number | null }): Promise<Fuzzed> {
  const { count, seed, only } = asked;
  const parts: Part[] =
    only === null
      ? Array.from({ length: Math.ceil(count / PART) }, (_, part) => ({
          seed,
          from: part * PART,
          to: Math.min(count, (part + 1) * PART),
        }))
      : [];
  const all: Looked[] = only === null ? await inThreads(parts) : [];
  const findings = only === null ? all.flatMap(one => one.findings) : await narrowed(seed, [only]);
  const sum = (figure: (one: Looked) => number) => all.reduce((total, one) => total + figure(one), 0);
  if (only !== null) tell(findings, seed);
  const failing = findings.filter(one => one.failed.length > 0).length;
  const figures = {
    poisoned: { cells: sum(one => one.cells), answers: sum(one => one.answers), events: sum(one => one.events) },
    refused: sum(one => one.refused),
    runs: sum(one => one.runs),
    narrowed: sum(one => one.narrowed),
    dearest: Math.max(0, ...all.map(one => one.dearest)),
    columns: COLUMNS.length,
    findings,
  };
  const checks = [
    equal("poisoned cells, answers and events over which a run fails", failing, 0),
    equal(`of them so that a run costs over ${MOST} times as much`, findings.length - failing, 0),
  ];
  return { checks, ...figures };
}

function tell(findings: readonly Finding[], seed: number): void {
  for (const { number, what, failed, times } of findings) {
    console.log(`\n${number}: ${times.toFixed(1)} times; ${what}`);
    for (const line of failed.slice(0, 5)) console.log(`  failed: ${line.slice(0, 600)}`);
    console.log(`  again: npm run fuzz -- --cells --seed ${seed} --case ${number}`);
  }
}

/** A thread that says nothing for so long hangs: in a run over what it began last. */
const PATIENCE_MS = 5 * 60_000;

async function inThreads(parts: readonly Part[]): Promise<Looked[]> {
  const all: Looked[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(availableParallelism(), parts.length) }, async () => {
      let worker = new Worker(import.meta.filename);
      while (next < parts.length) {
        const part = parts[next]!;
        next += 1;
        const looked = await lookedAtBy(worker, part);
        all.push(looked.looked);
        tell(looked.looked.findings, part.seed);
        if (looked.hangs) {
          await worker.terminate();
          worker = new Worker(import.meta.filename);
        }
        console.log(`${all.length} of ${parts.length} parts looked at`);
      }
      await worker.terminate();
    }),
  );
  return all;
}

function lookedAtBy(worker: Worker, part: Part): Promise<{ looked: Looked; hangs: boolean }> {
  return new Promise((resolve, reject) => {
    let begun = part.from;
    let patience: NodeJS.Timeout;
    const wait = () => {
      clearTimeout(patience);
      patience = setTimeout(() => end({ ...NOTHING, findings: [hanging(begun)] }, true), PATIENCE_MS);
    };
    const end = (looked: Looked, hangs: boolean) => {
      clearTimeout(patience);
      worker.off("message", hear).off("error", reject);
      resolve({ looked, hangs });
    };
    const hear = (message: number | Looked) => {
      if (typeof message !== "number") return end(message, false);
      begun = message;
      wait();
    };
    worker.on("message", hear);
    worker.on("error", reject);
    worker.postMessage(part);
    wait();
  });
}

const hanging = (number: number): Finding => ({
  number,
  what: `one of ${TOGETHER} from there on`,
  failed: ["a run does not come to its end"],
  times: 0,
});

if (!isMainThread)
  parentPort?.on("message", async (part: Part) => {
    parentPort?.postMessage(await lookAt(part, number => parentPort?.postMessage(number)));
  });
