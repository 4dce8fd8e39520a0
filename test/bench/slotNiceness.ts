import {
  HOUR,
  type Instant,
  type Interval,
  localDate,
  localMinutes,
  weekday,
} from "../../src/core/domain/values/time.ts";
import { planSlots } from "../../src/core/rules/scheduling/slots.ts";
import { atMost, type Check, equal } from "./report.ts";
import { type SlotInstance, type SlotShape, slotInstance } from "./slotInstances.ts";

const SHAPE: SlotShape = {
  groups: 300,
  size: 3,
  groupsEach: 3,
  busy: 0.2,
  zones: ["Europe/London", "Europe/Sofia"],
  minutes: [45, 60],
  grain: 60,
  step: 15,
};

/** How nice the times of an organisation are where everybody can have one: no edges, days apart, the slot kept. */
export function nicenessChecks(): Check[] {
  const instance = slotInstance(SHAPE, 1);
  const first = slotsOf(instance);
  const kept = {
    ...instance,
    requests: instance.requests.map(request => ({
      ...request,
      preferred: preferredOf(first.get(request.id)?.startsAt),
    })),
  };
  const second = slotsOf(kept);
  const moved = [...first].filter(([id, slot]) => second.get(id)?.startsAt !== slot.startsAt).length;
  return [
    equal("300 groups of three, 20 % busy: groups with a slot", first.size, SHAPE.groups, "all"),
    equal("of these on Monday's first hour or Friday's last", atTheEdges(instance, first), 0, "floor"),
    atMost("two sessions of one person on a day", sameDays(instance, first), 3),
    equal("weekly slots not kept in a week that is like the last", moved, 0, "floor"),
  ];
}

function slotsOf({ requests, people, step }: SlotInstance): Map<string, Interval> {
  const outcomes = planSlots(requests, people, { seed: "bench", stepMinutes: step });
  return new Map([...outcomes].flatMap(([id, outcome]) => (outcome.kind === "slot" ? [[id, outcome]] : [])));
}

function preferredOf(startsAt: Instant | undefined) {
  if (startsAt === undefined) return null;
  return { weekday: weekday(localDate(startsAt, "UTC")), localMinutes: localMinutes(startsAt, "UTC"), zone: "UTC" };
}

function atTheEdges({ requests, people }: SlotInstance, slots: ReadonlyMap<string, Interval>): number {
  const zones = new Map(people.map(person => [person.personId, person.zone]));
  const isEdge = ({ startsAt, endsAt }: Interval, zone: string) => {
    const day = weekday(localDate(startsAt, zone));
    return (day === 1 && localMinutes(startsAt, zone) < 600) || (day === 5 && localMinutes(endsAt - HOUR, zone) > 900);
  };
  return requests.filter(({ id, memberIds }) => {
    const slot = slots.get(id);
    return slot !== undefined && memberIds.some(member => isEdge(slot, zones.get(member) ?? "UTC"));
  }).length;
}

function sameDays({ requests, people }: SlotInstance, slots: ReadonlyMap<string, Interval>): number {
  let pairs = 0;
  for (const { personId, zone } of people) {
    const mine = requests.filter(request => request.memberIds.includes(personId));
    const days = mine.flatMap(({ id }) => localDate(slots.get(id)?.startsAt ?? 0, zone));
    pairs += days.length - new Set(days).size;
  }
  return pairs;
}
