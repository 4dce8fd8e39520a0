/**
 * Makes the world of 0.3.0 anew, as README.md beside it tells: `node test/upgrade/make.mjs FOLDER`, where FOLDER is a copy of
 * the project at 0.3.0. Krug's own code comes from there, and so do the people; the services are today's.
 */
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { isWriting } from "../faults/line.ts";
import { migrationNames, openD1 } from "../world/d1.ts";
import { COORDINATOR, GOOGLE_HOST, openServices, playgroundOver } from "../world/playground.ts";
import { BEGUN, runsFrom } from "./begun.ts";
import { deedsOf } from "./deeds.ts";
import { replay, taping } from "./tape.ts";

const OLD = resolve(process.argv[2] ?? ".");
const from = path => import(join(OLD, path));
const { buildWorkspace } = await from("src/notion/build.ts");
const { notionApi } = await from("src/notion/client.ts");
const { run } = await from("src/run/run.ts");
const { listOutbox } = await from("src/store/outbox.ts");
const { addDays, atLocal, weekday, HOUR, MINUTE } = await from("src/core/time.ts");
const { Habits } = await from("test/demo/habits.ts");
const { castOf } = await from("test/years/cast.ts");
const { allEvents, deleteOwn, move, reply } = await from("test/world/people.ts");

const STARTS = "2027-01-11";
const ENDS = "2027-04-04";
const LAST = "2027-02-04";
const RUN_AT = 6 * 60;

const services = openServices(BEGUN);
const { clock, notion, google } = services;
google.switches.conferencePending = "immediate";
const tape = taping(services);
const api = notionApi({
  token: notion.botToken,
  baseUrl: "http://notion.sim",
  fetch: services.fetch,
  paced: call => call(),
});
const workspace = await buildWorkspace(api, notion.rootPageId, "en");
const made = await services
  .calendarOf(COORDINATOR)
  .calendars.insert({ requestBody: { summary: "Krug", timeZone: "UTC" } });
const calendarId = made.data.id;
const playground = playgroundOver(services, workspace, calendarId, {});
const database = openD1(":memory:", { migrations: migrationNames().filter(name => name < "0015") });

const cast = castOf("en");
const somebody = key => cast.find(one => one.key === key);
const pages = new Map();
const goals = new Map();
const programmes = new Map();
const company = [];

for (const [key, more] of [
  ["circle", { name: "Circle", format: "circle", groupSize: 4, everyWeeks: 1, roundWeeks: 6, checkIn: true }],
  ["pairs", { name: "Pairs", format: "pair", matching: "random", everyWeeks: 1, roundWeeks: 1, feedbackOnly: true }],
  ["mentors", { name: "Mentors", format: "mentor", feedbackOnly: true }],
  ["board", { name: "Questions", format: "micro", minutes: 20, feedbackOnly: true }],
])
  programmes.set(
    key,
    await playground.add("programmes", {
      status: "active",
      zone: "Europe/Sofia",
      language: "en",
      start: { start: STARTS, end: null },
      end: { start: ENDS, end: null },
      ...more,
    }),
  );

const IN = { circle: "abcdefgh", pairs: "cdefgj", mentors: "abdehi", board: "abcdefghij" };

async function enter(person, consentedOn = addDays(STARTS, -7)) {
  const manager = person.manager === null ? undefined : pages.get(person.manager);
  const id = await playground.add("people", {
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
    programmes: Object.keys(IN).flatMap(key => (IN[key].includes(person.key) ? [programmes.get(key)] : [])),
    ...(consentedOn === null ? {} : { consent: { start: consentedOn, end: null } }),
    ...(manager === undefined ? {} : { manager: [manager] }),
  });
  pages.set(person.key, id);
  goals.set(
    person.key,
    await playground.add("roadmap", {
      title: person.goal.title,
      nextStep: person.goal.nextStep,
      owner: [id],
      status: "doing",
      starts: { start: STARTS, end: null },
      due: { start: ENDS, end: null },
    }),
  );
  for (const { weekday: day, from: starts, to } of person.busy) {
    const first = addDays(addDays(STARTS, -7), day - weekday(STARTS));
    const at = time => ({ dateTime: `${first}T${time}:00`, timeZone: person.zone });
    await playground.calendarOf(person.email).events.insert({
      calendarId: "primary",
      sendUpdates: "none",
      requestBody: { summary: "Busy", start: at(starts), end: at(to), recurrence: ["RRULE:FREQ=WEEKLY;COUNT=20"] },
    });
  }
  const place = cast.indexOf(person);
  company.push({
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

for (const key of ["h", "i", "a", "b", "c", "d", "e", "f", "g", "j"]) await enter(somebody(key));
await playground.edit(COORDINATOR, "programmes", programmes.get("circle"), { coordinators: [pages.get("i")] });
const habits = new Habits(
  playground,
  { seed: "0.3.0", language: "en", programmes: [{ key: "circle" }], people: company },
  { programmes },
);

/** 0.3.0 opened its forms for nobody: a coordinator did, once a form was there. */
async function openForms() {
  for (const form of google.state.forms.values()) {
    if ([...form.permissions.values()].some(one => one.view === "published")) continue;
    await playground.driveOf(COORDINATOR).permissions.create({
      fileId: form.id,
      requestBody: { type: "anyone", role: "reader", view: "published" },
    });
  }
}

/** A run to its end; what it did, by kind. What failed is printed. */
async function runAll(there = playground, sql = database) {
  const done = {};
  for (let goes = 0; goes < 20; goes += 1) {
    const world = { fetch: there.fetch, sql, wallNow: () => there.clock.now() };
    const { report, continueAfterMs } = await run(there.connection, there.clock.now(), world, "cron");
    if (report.failed.length > 0) console.log(new Date(there.clock.now()).toISOString(), report.failed);
    for (const [kind, count] of Object.entries(report.done)) done[kind] = (done[kind] ?? 0) + count;
    if (continueAfterMs === null) return done;
    there.clock.advance(continueAfterMs);
  }
  throw new Error("the run does not come to an end");
}

const coming = async key =>
  (await allEvents(playground))
    .filter(event => event.status !== "cancelled" && Date.parse(event.start?.dateTime ?? "") > clock.now() + 5 * HOUR)
    .filter(event => event.attendees?.some(one => one.email === somebody(key).email))
    .sort((a, b) => Date.parse(a.start.dateTime) - Date.parse(b.start.dateTime));
const sessionsOf = event => event.extendedProperties?.private?.krugSession;
const editPerson = (key, values) => playground.edit(somebody(key).email, "people", pages.get(key), values);
const editGoal = (key, values) => playground.edit(somebody(key).email, "roadmap", goals.get(key), values);
const ask = (key, question, skill) =>
  playground.add("help", {
    question,
    details: "I tried what the handbook says, step by step, and the second step ends in an error I can't explain.",
    skill: [skill],
    programme: [programmes.get("board")],
    askedBy: [pages.get(key)],
  });

/** What people do besides answering what they are sent, by day. */
const ACTS = {
  "2027-01-12": () => editGoal("a", { title: "A talk of my own about testing" }),
  "2027-01-13": () => ask("b", "How do I test a query that takes a minute?", somebody("b").seeks[0]),
  "2027-01-14": async () => {
    const [event] = await coming("c");
    await move(playground, somebody("c").email, event.id, 30 * MINUTE);
  },
  "2027-01-18": async () => {
    const [event] = await coming("d");
    habits.declined(somebody("d").email, event.id);
    await reply(playground, somebody("d").email, event.id, "declined");
  },
  "2027-01-20": () => editPerson("e", { away: { start: "2027-01-25", end: "2027-01-29" } }),
  "2027-01-21": async () => {
    const event = (await coming("f")).find(one => sessionsOf(one) !== undefined);
    if (event !== undefined)
      await playground.edit(somebody("f").email, "sessions", sessionsOf(event), { status: "cancelled" });
  },
  "2027-01-26": () => enter(somebody("k")),
  "2027-01-28": async () => {
    const events = await coming("g");
    await deleteOwn(playground, somebody("g").email, events.at(-1).id);
  },
  "2027-02-01": () => ask("g", "Which chart shows a share that shrinks?", somebody("g").seeks[0]),
  "2027-02-02": () => editGoal("h", { nextStep: "Show the draft to two people", progress: 0.4 }),
};
IN.circle += "k";
IN.pairs += "k";
IN.board += "k";

async function live() {
  await runAll();
  for (let day = addDays(STARTS, -3); day <= LAST; day = addDays(day, 1)) {
    clock.set(atLocal(day, RUN_AT, "UTC"));
    await ACTS[day]?.();
    await openForms();
    await habits.act(clock.now());
    if (weekday(day) > 5) continue;
    const done = await runAll();
    clock.advance(5 * MINUTE);
    console.log(day, JSON.stringify(done), "then", JSON.stringify(await runAll()));
  }
}

clock.set(BEGUN.startsAt);
await live();
await openForms();
clock.advance(HOUR);
for (let quiet = 0; quiet < 2; quiet += 1) {
  if (Object.keys(await runAll()).length > 0) quiet = -1;
  clock.advance(5 * MINUTE);
}
const atRest = await momentHere();

/**
 * The network of a run in which answers are lost: of Google's writes each, though each reaches it; of Notion's every third, of
 * which every other one reaches it. `isLost` lets some of Notion's through.
 */
function losing(isLost = () => true) {
  let writes = 0;
  return async (input, init) => {
    const request = new Request(input, init);
    if (!isWriting(request.method, new URL(request.url).pathname)) return playground.fetch(request);
    writes += 1;
    const isGoogle = request.url.startsWith(GOOGLE_HOST);
    const isComment = request.url.endsWith("/comments");
    if (!isGoogle && !(isLost(request) && (isComment || writes % 3 === 0))) return playground.fetch(request);
    if (isGoogle || writes % 2 === 0) await playground.fetch(request);
    throw new TypeError("fetch failed: the answer was lost");
  };
}

/** The world as it is now; and what 0.3.0 itself does from here on while nobody else does anything, run by run. */
async function momentHere() {
  const moment = { until: tape.length, at: clock.now(), database: database.dump() };
  const fork = openServices(BEGUN);
  fork.google.switches.conferencePending = "immediate";
  await replay(fork, tape);
  fork.clock.set(moment.at);
  const there = playgroundOver(fork, workspace, calendarId, {});
  const sql = openD1(":memory:", { script: moment.database, migrations: [] });
  const goesOn = [];
  for (const time of runsFrom(moment.at)) {
    fork.clock.set(time);
    goesOn.push(await deedsOf(there, () => runAll(there, sql)));
  }
  console.log(goesOn.map(one => `${one.writes.length} writes, ${one.mails.length} mails`).join("; "));
  return { ...moment, goesOn };
}

/** One invocation over such a network, and the moment it leaves. */
async function cutShort(fetch) {
  const world = { fetch, sql: database, wallNow: () => clock.now() };
  await run(playground.connection, clock.now(), world, "cron");
  const counts = {};
  for (const { state, kind } of await listOutbox(database, ["waiting", "in_doubt", "given_up"]))
    counts[`${state} ${kind}`] = (counts[`${state} ${kind}`] ?? 0) + 1;
  console.log(JSON.stringify(counts));
  const moment = await momentHere();
  for (let quiet = 0; quiet < 2; quiet += 1) {
    clock.advance(30 * MINUTE);
    if (Object.keys(await runAll()).length > 0) quiet = -1;
  }
  return moment;
}

/** A Friday on which much changes: a second circle is to begin, with somebody who has not been asked yet. */
clock.set(atLocal("2027-02-05", RUN_AT, "UTC"));
await habits.act(clock.now());
programmes.set(
  "second",
  await playground.add("programmes", {
    name: "Second circle",
    status: "active",
    format: "circle",
    groupSize: 4,
    everyWeeks: 1,
    roundWeeks: 6,
    zone: "Europe/Berlin",
    language: "en",
    start: { start: "2027-02-08", end: null },
    end: { start: ENDS, end: null },
  }),
);
for (const key of "cdeij")
  await editPerson(key, {
    programmes: [...Object.keys(IN).filter(one => IN[one].includes(key)), "second"].map(one => programmes.get(one)),
  });
IN.board += "l";
await enter(somebody("l"), null);
await editGoal("b", { title: "Answer questions about SQL" });
await editGoal("c", { status: "done", progress: 1 });
const moved = (await coming("e")).find(one => sessionsOf(one) !== undefined);
await move(playground, somebody("e").email, moved.id, 15 * MINUTE);
const dropped = (await coming("i")).find(one => sessionsOf(one) !== undefined && one.id !== moved.id);
await playground.edit(somebody("i").email, "sessions", sessionsOf(dropped), { status: "cancelled" });
const inDoubt = await cutShort(losing(request => request.method === "PATCH" || request.url.endsWith("/comments")));

/** The Monday after, in the middle of more that changes: pages are in doubt too, and what follows from them is not begun. */
clock.set(atLocal("2027-02-08", RUN_AT, "UTC"));
await openForms();
await habits.act(clock.now());
await editPerson("l", {
  programmes: ["circle", "board"].map(one => programmes.get(one)),
  consent: { start: "2027-02-08", end: null },
});
await ask("d", "Who has moved a table with a million rows?", somebody("d").seeks[0]);
const inFlight = await cutShort(losing());

const world = { calendarId, tape: tape.slice(0, inFlight.until), atRest, inDoubt, inFlight };
const file = gzipSync(JSON.stringify(world), { level: 9 });
console.log("bytes", file.length);
writeFileSync(join(import.meta.dirname, "world.json.gz"), file);
