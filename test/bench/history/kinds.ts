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
  act(life: Life): Promise<unknown>;
}

/** In the order in which they are lived. The groups of the next week are formed once it is Thursday. */
export const KINDS: readonly Kind[] = [
  { name: "the first run of a day", at: 6 * 60, act: async () => {} },
  { name: null, at: 10 * 60 + 1, act: async () => {} },
  { name: "nothing changed", at: 10 * 60 + 4, act: async () => {} },
  { name: "one goal edited", at: 10 * 60 + 7, act: editGoal },
  { name: "a reply", at: 10 * 60 + 10, act: sayMaybe },
  { name: "one event moved", at: 10 * 60 + 13, act: moveOne },
  { name: null, at: 10 * 60 + 16, act: async () => {} },
  { name: "ten answers", at: 10 * 60 + 19, act: async life => answerTen(life) },
  { name: "one person's hours changed", at: 10 * 60 + 22, act: changeHours },
  { name: null, at: 23 * 60 + 57, act: async () => {} },
  { name: "a new round", at: 24 * 60 + 15, act: async () => {} },
];

async function editGoal({ playground, people }: Life): Promise<void> {
  const [person] = people;
  if (person === undefined) return;
  const nextStep = `Show it to somebody after ${toIso(playground.clock.now())}`;
  await playground.edit(person.email, "roadmap", person.goalId, { nextStep });
}

/** Meetings to come that take place. */
function coming({ playground }: Life): { event: SharedEvent; sessionId: string }[] {
  return playground.google.eventsOf(playground.calendarId).flatMap(({ event, own }) => {
    const sessionId = own.extendedPrivate?.krugSession;
    const isToCome = event.startsAt > playground.clock.now() + 2 * HOUR && event.fields.status !== "cancelled";
    return sessionId === undefined || !isToCome ? [] : [{ event, sessionId }];
  });
}

async function sayMaybe(life: Life): Promise<void> {
  const [one] = coming(life);
  const guest = one?.event.fields.attendees?.find(({ responseStatus }) => responseStatus !== "tentative");
  if (one === undefined || guest === undefined) throw new Error("there is nothing to reply to");
  await reply(life.playground, guest.email, one.event.id, "tentative");
}

async function moveOne(life: Life): Promise<void> {
  const [one] = coming(life);
  const [guest] = one?.event.fields.attendees ?? [];
  if (one === undefined || guest === undefined) throw new Error("there is nothing to move");
  await move(life.playground, guest.email, one.event.id, 15 * MINUTE);
}

/** Of the meetings of the last two days; who said something before may say it again. */
function answerTen({ playground, askedOf, random }: Life): void {
  const now = playground.clock.now();
  let answers = 0;
  for (const { event, own } of playground.google.eventsOf(playground.calendarId)) {
    const sessionId = own.extendedPrivate?.krugSession;
    const isRecent = event.endsAt <= now && event.endsAt > now - 2 * DAY && event.fields.status !== "cancelled";
    if (sessionId === undefined || !isRecent) continue;
    askedOf.add(event.id);
    for (const { email } of event.fields.attendees ?? [])
      if (answers < 10) {
        submitFeedback(playground, email, sessionId, random);
        answers += 1;
      }
  }
  if (answers < 10) throw new Error("too few have met");
}

/** Of somebody else each week. */
async function changeHours({ playground, people }: Life): Promise<void> {
  const person = people[1 + (Math.floor(playground.clock.now() / (7 * DAY)) % (people.length - 1))];
  if (person !== undefined) await playground.edit(person.email, "people", person.id, { hours: "Mon-Thu 10-16" });
}
