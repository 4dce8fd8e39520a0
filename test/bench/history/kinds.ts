import { DAY, HOUR, MINUTE, toIso } from "../../../src/core/domain/values/time.ts";
import type { SharedEvent } from "../../simulators/google/calendar/model.ts";
import { move, reply } from "../../world/people.ts";
import { type Life, submitFeedback } from "./life.ts";

/** A kind of run: what happens before it, and when on the Wednesday of a week. */
export interface Kind {
  /** Null for one that is not looked at: it sees to what was due, so that there is nothing left for the next. */
  name: string | null;
  /** Minutes since midnight where the programme is. */
  at: number;
  /** False where there was nothing to act on, as it may be among few people: then this kind is not looked at. */
  act(life: Life): Promise<boolean>;
}

/** What people do most, by the names below. */
export const EDITS: readonly string[] = ["one goal edited", "a reply", "one event moved", "ten answers"];

const nobodyActs = async () => true;

/** In the order in which they are lived. The groups of the next week are formed once it is Thursday. */
export const KINDS: readonly Kind[] = [
  { name: "the first run of a day", at: 6 * 60, act: nobodyActs },
  { name: null, at: 10 * 60 + 1, act: nobodyActs },
  { name: "nothing changed", at: 10 * 60 + 4, act: nobodyActs },
  { name: "one goal edited", at: 10 * 60 + 7, act: editGoal },
  { name: "a reply", at: 10 * 60 + 10, act: sayMaybe },
  { name: "one event moved", at: 10 * 60 + 13, act: moveOne },
  { name: null, at: 10 * 60 + 16, act: nobodyActs },
  { name: "ten answers", at: 10 * 60 + 19, act: async life => answerTen(life) },
  { name: "one person's hours changed", at: 10 * 60 + 22, act: changeHours },
  { name: null, at: 23 * 60 + 57, act: nobodyActs },
  { name: "a new round", at: 24 * 60 + 15, act: nobodyActs },
];

async function editGoal({ playground, people }: Life): Promise<boolean> {
  const [person] = people;
  if (person === undefined) return false;
  const nextStep = `Show it to somebody after ${toIso(playground.clock.now())}`;
  await playground.edit(person.email, "roadmap", person.goalId, { nextStep });
  return true;
}

/** Meetings to come that take place. */
function coming({ playground }: Life): { event: SharedEvent; sessionId: string }[] {
  return playground.google.eventsOf(playground.calendarId).flatMap(({ event, own }) => {
    const sessionId = own.extendedPrivate?.krugSession;
    const isToCome = event.startsAt > playground.clock.now() + 2 * HOUR && event.fields.status !== "cancelled";
    return sessionId === undefined || !isToCome ? [] : [{ event, sessionId }];
  });
}

async function sayMaybe(life: Life): Promise<boolean> {
  for (const { event } of coming(life)) {
    const guest = event.fields.attendees?.find(({ responseStatus }) => responseStatus !== "tentative");
    if (guest === undefined) continue;
    await reply(life.playground, guest.email, event.id, "tentative");
    return true;
  }
  return false;
}

async function moveOne(life: Life): Promise<boolean> {
  const [one] = coming(life);
  const [guest] = one?.event.fields.attendees ?? [];
  if (one === undefined || guest === undefined) return false;
  await move(life.playground, guest.email, one.event.id, 15 * MINUTE);
  return true;
}

/** Of the meetings of the last two days, and of the week before where those are too few; who said something before may say it again. */
function answerTen(life: Life): boolean {
  const now = life.playground.clock.now();
  const recent = heldSince(life, now - 2 * DAY, now);
  const earlier = heldSince(life, now - 9 * DAY, now - 2 * DAY);
  const asked = [...recent, ...earlier].slice(0, 10);
  if (asked.length < 10) return false;
  for (const { event } of recent) life.askedOf.add(event.id);
  for (const { event, email, sessionId } of asked) {
    life.askedOf.add(event.id);
    submitFeedback(life.playground, email, sessionId, life.random);
  }
  return true;
}

/** Everybody who was invited to a meeting that ended within a time. */
function heldSince({ playground }: Life, from: number, to: number) {
  return playground.google.eventsOf(playground.calendarId).flatMap(({ event, own }) => {
    const sessionId = own.extendedPrivate?.krugSession;
    const isWithin = event.endsAt <= to && event.endsAt > from && event.fields.status !== "cancelled";
    if (sessionId === undefined || !isWithin) return [];
    return (event.fields.attendees ?? []).map(({ email }) => ({ event, email, sessionId }));
  });
}

/** Of somebody else each week. */
async function changeHours({ playground, people }: Life): Promise<boolean> {
  const person = people[1 + (Math.floor(playground.clock.now() / (7 * DAY)) % (people.length - 1))];
  if (person === undefined) return false;
  await playground.edit(person.email, "people", person.id, { hours: "Mon-Thu 10-16" });
  return true;
}
