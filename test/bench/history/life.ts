import { isLetter } from "../../../src/core/domain/letter.ts";
import { sessionCode } from "../../../src/core/domain/session.ts";
import { type Random, randomOf } from "../../../src/core/domain/values/random.ts";
import { addDays, atLocal, DAY, HOUR, type LocalDate, MINUTE, weekday } from "../../../src/core/domain/values/time.ts";
import { formSpec, questionId, questionsOf } from "../../../src/core/rules/surveys/form.ts";
import type { EventCopy } from "../../simulators/google/calendar/model.ts";
import { type LocalD1, openD1 } from "../../world/d1.ts";
import { move, reply } from "../../world/people.ts";
import { openPlayground, type Playground } from "../../world/playground.ts";
import { takeMessage } from "./message.ts";

/** The Monday on which a life's programme begins. */
export const STARTS: LocalDate = "2027-01-04";
export const ZONE = "Europe/Sofia";
/** The coordinator sets everything up on the Thursday before. */
export const OPENED: LocalDate = addDays(STARTS, -4);
/** Krug runs once a day here, on working days, in the morning and before anybody works. */
const RUN_AT = 4 * 60;
const ZONES = ["Europe/Sofia", "Europe/Kyiv", "Europe/Warsaw", "Europe/Lisbon"];
const HOURS = ["Mon-Fri 9-17", "Mon-Fri 8-16", "Mon-Thu 9-18; Fri 9-13", "Mon-Fri 10-18"];
const SKILLS = Array.from({ length: 40 }, (_, place) => `Skill ${place + 1}`);

/** Somebody who lives in a world. */
interface Somebody {
  id: string;
  email: string;
  goalId: string;
}

/** A programme of pairs that are formed anew each week by what people offer and seek, and those who live in it. */
export interface Life {
  playground: Playground;
  sql: LocalD1;
  people: Somebody[];
  programmeId: string;
  random: Random;
  /** Mails that people have read so far, sessions they were asked about, questions they asked. */
  mailsRead: number;
  askedOf: Set<string>;
  questions: { id: string; askedOn: LocalDate }[];
}

/** So many people on the Thursday before their programme begins; nothing is decided yet. The database is a file. */
export async function openLife(size: number, path: string): Promise<Life> {
  const random = randomOf(`history of ${size}`);
  const any = <T>(items: readonly T[]) => items[random.below(items.length)] as T;
  const drawn = Array.from({ length: size }, (_, place) => ({
    name: `Person ${place + 1}`,
    email: `person${place + 1}@example.org`,
    zone: any(ZONES),
  }));
  const playground = await openPlayground({ startsAt: atLocal(OPENED, 9 * 60, ZONE), people: drawn });
  playground.google.switches.conferencePending = "immediate";
  // Weeks are lived in one go, whatever an invocation may use.
  playground.connection.budget = {
    requests: 1e9,
    statements: 1e9,
    mails: 1e9,
    wallMs: 1e15,
    computing: 900,
    living: 1e9,
    slice: 1e9,
  };
  const day = (start: LocalDate) => ({ start, end: null });
  const programmeId = await playground.add("programmes", {
    name: "Pairs",
    status: "active",
    format: "pair",
    matching: "best_fit",
    everyWeeks: 1,
    minutes: 45,
    roundWeeks: 1,
    zone: ZONE,
    language: "en",
    start: day(STARTS),
  });
  const people: Somebody[] = [];
  for (const { name, email, zone } of drawn) {
    const skills = () => [...new Set([any(SKILLS), any(SKILLS)])];
    const id = await playground.add("people", {
      name,
      email,
      zone,
      status: "active",
      hours: any(HOURS),
      level: 1 + random.below(5),
      offers: skills(),
      seeks: skills(),
      team: `Team ${random.below(Math.ceil(size / 10))}`,
      programmes: [programmeId],
      consent: day(addDays(STARTS, -7)),
    });
    people.push({ id, email, goalId: await addGoal(playground, id, name, STARTS) });
  }
  const sql = openD1(path);
  // Nothing is lost that could not be lived again.
  await sql.prepare("PRAGMA synchronous = OFF").run();
  return {
    playground,
    sql,
    people,
    programmeId,
    random,
    mailsRead: 0,
    askedOf: new Set(),
    questions: [],
  };
}

function addGoal(playground: Playground, owner: string, name: string, starts: LocalDate): Promise<string> {
  return playground.add("roadmap", {
    title: `A goal of ${name} since ${starts}`,
    owner: [owner],
    status: "doing",
    nextStep: "Ask for a second opinion",
    starts: { start: starts, end: null },
    due: { start: addDays(starts, 70), end: null },
  });
}

/** One day: people act, and in the morning Krug runs. Nothing happens on days off. */
export async function liveDay(life: Life, day: LocalDate): Promise<void> {
  if (weekday(day) > 5) return;
  const at = atLocal(day, RUN_AT, "UTC");
  life.playground.clock.set(Math.max(at, life.playground.clock.now()));
  await act(life, day);
  await takeRun(life);
}

/** The run that finds what people did. */
export async function takeRun({ playground, sql }: Life, network: typeof fetch = playground.fetch): Promise<void> {
  await takeMessage(playground.connection, { fetch: network, sql, clock: playground.clock });
}

/** What people do before the day's run: most answer and say how it was; some move on, decline, move, ask. */
async function act(life: Life, day: LocalDate): Promise<void> {
  const { playground, people, random } = life;
  await answerInvitations(life);
  giveFeedback(life);
  for (const [place, person] of people.entries()) {
    if (random.next() < 0.02)
      await playground.edit(person.email, "roadmap", person.goalId, { nextStep: `What follows on ${day}` });
    if ((daysSince(day) + place) % 70 !== 69) continue;
    await playground.edit(person.email, "roadmap", person.goalId, { status: "done" });
    person.goalId = await addGoal(playground, person.id, `${person.email}`, day);
  }
  for (const { askedOn, id } of life.questions.filter(one => one.askedOn === addDays(day, -7)))
    await playground.edit("coordinator@example.org", "help", id, { resolved: askedOn < day });
  for (let count = 0; count < people.length / 250; count += 1) await ask(life, day);
}

function daysSince(day: LocalDate): number {
  return Math.round((Date.parse(day) - Date.parse(STARTS)) / DAY);
}

async function ask({ playground, people, programmeId, random, questions }: Life, day: LocalDate): Promise<void> {
  const asker = people[random.below(people.length)] as Somebody;
  const id = await playground.add("help", {
    question: `How is it done, ${day} ${random.below(1000)}`,
    skill: [SKILLS[random.below(SKILLS.length)] ?? ""],
    programme: [programmeId],
    askedBy: [asker.id],
  });
  questions.push({ id, askedOn: day });
}

async function answerInvitations(life: Life): Promise<void> {
  const { playground, random } = life;
  const { outbox } = playground.google;
  const mails = outbox.slice(life.mailsRead);
  const now = playground.clock.now();
  for (const mail of mails) {
    if (mail.kind !== "invitation" || mail.eventId === null) continue;
    if (mail.start === null || Date.parse(mail.start) < now + HOUR) continue;
    const drawn = random.next();
    if (drawn < 0.8) await reply(playground, mail.to, mail.eventId, "accepted");
    else if (drawn < 0.81) await reply(playground, mail.to, mail.eventId, "declined");
    else if (drawn < 0.815 && !isLetter(mail.eventId)) await move(playground, mail.to, mail.eventId, 15 * MINUTE);
  }
  life.mailsRead = outbox.length;
}

/** Meetings that ended in the last days and that nobody was asked about yet. */
function giveFeedback(life: Life): void {
  const { playground, askedOf, random } = life;
  const now = playground.clock.now();
  const events = playground.google.eventsOf(playground.calendarId);
  // What is older was asked about: the newest stand at the end.
  for (let place = events.length - 1; place >= 0; place -= 1) {
    const copy = events[place] as EventCopy;
    const { event } = copy;
    if (event.created < now - 21 * DAY) break;
    const sessionId = copy.own.extendedPrivate?.krugSession;
    if (sessionId === undefined || event.endsAt > now || askedOf.has(event.id)) continue;
    askedOf.add(event.id);
    if (event.fields.status === "cancelled") continue;
    for (const { email, responseStatus } of event.fields.attendees ?? [])
      if (responseStatus !== "declined" && random.next() < 0.6) submitFeedback(playground, email, sessionId, random);
  }
}

/** Somebody says of a session how it was. */
export function submitFeedback(playground: Playground, email: string, sessionId: string, random: Random): void {
  const form = [...playground.google.state.forms.values()].find(({ items }) =>
    items.some(item => item.questionItem?.question.questionId === questionId("met")),
  );
  if (form === undefined) return;
  // No two people press the button at the same moment.
  playground.clock.advance(10);
  playground.google.submitForm(form.id, {
    respondentEmail: email,
    answers: {
      [questionId("code")]: [sessionCode(sessionId)],
      [questionId("met")]: [MET],
      [questionId("useful")]: [String(2 + random.below(4))],
    },
  });
}

const MET = (() => {
  const asked = questionsOf(formSpec("feedback", { name: "", language: "en" }, [], "")).find(
    ({ key }) => key === "met",
  );
  return asked?.answer.type === "choice" ? (asked.answer.options.find(({ key }) => key === "all")?.label ?? "") : "";
})();
