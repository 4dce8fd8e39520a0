import type { PlainValue } from "../../src/core/domain/values/row.ts";
import type { Interval } from "../../src/core/domain/values/time.ts";
import { addDays, atLocal, isZone, weekday } from "../../src/core/domain/values/time.ts";
import { parseWorkingHours } from "../../src/core/domain/values/writtenHours.ts";
import type { BusyTime, CastMember, Scenario } from "../demo/scenario.ts";
import { COORDINATOR, type Playground } from "./playground.ts";

/** The ids of what was entered for a cast, by the scenario's keys. */
export interface Entered {
  programmes: Map<string, string>;
  people: Map<string, string>;
  goals: Map<string, string>;
  resources: Map<string, string>;
  /** Pages of the help board, by what they ask. */
  questions: Map<string, string>;
}

/** The coordinator fills in the tables, and people's own calendars hold what they are busy with. */
export async function enterCast(playground: Playground, scenario: Scenario): Promise<Entered> {
  const entered: Entered = {
    programmes: new Map(),
    people: new Map(),
    goals: new Map(),
    resources: new Map(),
    questions: new Map(),
  };
  const lastDay = addDays(scenario.starts, 7 * scenario.weeks - 1);
  for (const one of scenario.programmes)
    entered.programmes.set(
      one.key,
      await playground.add("programmes", {
        name: one.name,
        status: "active",
        format: one.format,
        ...rhythmOf(one, scenario.weeks),
        checkIn: one.checkIn,
        feedbackOnly: !one.surveys,
        zone: scenario.zone,
        language: scenario.language,
        start: { start: scenario.starts, end: null },
        end: { start: lastDay, end: null },
      }),
    );
  for (const person of scenario.people) {
    const programmes = (person.programmes ?? [...entered.programmes.keys()]).map(
      key => entered.programmes.get(key) ?? "",
    );
    entered.people.set(
      person.key,
      await playground.add("people", {
        name: person.name,
        email: person.email,
        status: "active",
        zone: person.zone,
        hours: person.hours,
        programmes,
        seeks: person.seeks,
        offers: person.offers,
        ...given({ level: person.level, team: person.team, mentees: person.mentees }),
        consent: { start: addDays(scenario.starts, -7), end: null },
      }),
    );
    for (const busy of person.busy) await enterBusy(playground, person, busy, scenario, lastDay);
    if (person.goal === undefined) continue;
    const { goal } = person;
    entered.goals.set(
      person.key,
      await playground.add("roadmap", {
        title: goal.title,
        owner: [entered.people.get(person.key) ?? ""],
        status: "doing",
        skill: [goal.skill],
        measure: goal.measure,
        startLevel: goal.startLevel ?? null,
        targetLevel: goal.targetLevel ?? null,
        nextStep: goal.nextStep,
        starts: { start: scenario.starts, end: null },
        due: { start: goal.due ?? lastDay, end: null },
      }),
    );
  }
  for (const { key, manager } of scenario.people)
    if (manager !== undefined)
      await playground.edit(COORDINATOR, "people", entered.people.get(key) ?? "", {
        manager: [entered.people.get(manager) ?? ""],
      });
  for (const resource of scenario.resources)
    entered.resources.set(
      resource.title,
      await playground.add("resources", {
        title: resource.title,
        link: resource.link,
        skill: [resource.skill],
        kind: resource.kind,
        language: scenario.language,
      }),
    );
  return entered;
}

/** How often and how long who meets: of circles and pairs as a scenario has it by itself, of others what it says. */
function rhythmOf(one: Scenario["programmes"][number], weeks: number): Record<string, PlainValue> {
  const { everyWeeks, minutes, roundWeeks, groupSize, matching } = one;
  if (one.format === "circle")
    return {
      matching: matching ?? "random",
      everyWeeks: everyWeeks ?? 2,
      minutes: minutes ?? 60,
      roundWeeks: roundWeeks ?? weeks,
      groupSize: groupSize ?? 5,
    };
  if (one.format === "pair")
    return {
      matching: matching ?? "random",
      everyWeeks: everyWeeks ?? 1,
      minutes: minutes ?? 45,
      roundWeeks: roundWeeks ?? 1,
      groupSize: groupSize ?? 2,
    };
  return given({ matching, everyWeeks, minutes, roundWeeks, groupSize });
}

function given(values: Record<string, PlainValue | undefined>): Record<string, PlainValue> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, PlainValue] => entry[1] !== undefined),
  );
}

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

function minutesOf(clock: string): number {
  const [hours = "0", minutes = "0"] = clock.split(":");
  return Number(hours) * 60 + Number(minutes);
}

async function enterBusy(
  playground: Playground,
  person: CastMember,
  busy: BusyTime,
  scenario: Scenario,
  lastDay: string,
): Promise<void> {
  const first = firstDay(busy, scenario.starts);
  const at = (clock: string) => ({ dateTime: `${first}T${clock.padStart(5, "0")}:00`, timeZone: zoneOf(person) });
  const until = `${addDays(lastDay, 7).replaceAll("-", "")}T000000Z`;
  await playground.calendarOf(person.email).events.insert({
    calendarId: "primary",
    sendUpdates: "none",
    requestBody: {
      summary: busy.title,
      start: at(busy.from),
      end: at(busy.to),
      ...(busy.weekday === undefined ? {} : { recurrence: [`RRULE:FREQ=WEEKLY;UNTIL=${until}`] }),
    },
  });
}

/** Where a person's calendar stands; a zone that does not exist is Krug's to tell, their calendar is then in UTC. */
export function zoneOf(person: CastMember): string {
  return isZone(person.zone) ? person.zone : "UTC";
}

/** A weekly busy time begins in the week before the programme: sessions may be planned for its first days. */
function firstDay(busy: BusyTime, starts: string): string {
  if (busy.date !== undefined) return busy.date;
  const wanted = WEEKDAYS.indexOf(busy.weekday ?? "Mon") + 1;
  const from = addDays(starts, -7);
  return addDays(from, (wanted - weekday(from) + 7) % 7);
}

/** When a person is busy by the scenario, as instants: what no session of Krug's may lie over. */
export function busyIntervals(person: CastMember, scenario: Scenario): Interval[] {
  const found: Interval[] = [];
  for (const busy of person.busy) {
    const step = busy.weekday === undefined ? 10_000 : 7;
    const end = addDays(scenario.starts, 7 * scenario.weeks + 7);
    for (let day = firstDay(busy, scenario.starts); day <= end; day = addDays(day, step))
      found.push({
        startsAt: atLocal(day, minutesOf(busy.from), zoneOf(person)),
        endsAt: atLocal(day, minutesOf(busy.to), zoneOf(person)),
      });
  }
  return found;
}

/** The person's hours as the scenario gives them; null when they make no sense. */
export function hoursOf(person: CastMember) {
  return parseWorkingHours(person.hours);
}
