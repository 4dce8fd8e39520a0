import { expect, test } from "vitest";
import type { Guest } from "../../../../src/core/domain/event.ts";
import { DAY, HOUR } from "../../../../src/core/domain/values/time.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import { snapshotOf } from "../../../../src/core/state/snapshot.ts";
import { aMirror, anId, aPerson, aProgramme, at, settled } from "../../../world/builders.ts";

const THURSDAY = at("2027-01-07T08:00:00Z");
const WEEK_AFTER = THURSDAY + 11 * DAY;
const NAMES = ["Pairs", "Circles"];
const BOTH = NAMES.map(anId);

/** Two programmes; Ana is new in both, and each has sent her its first letter. */
function welcomed(): Mirror {
  const programmes = NAMES.map(name => aProgramme({ name }, anId(name)));
  const people = [aPerson("Ana", { programmes: BOTH, consent: null }), aPerson("Boris", { programmes: BOTH })];
  // One such letter a week is the most.
  return [THURSDAY, WEEK_AFTER].reduce(
    (mirror, now) => settled(mirror, now).mirror,
    aMirror([...programmes, ...people]),
  );
}

const isWelcome = ({ title }: { title: string }) => title.endsWith(": welcome");

/** Ana replies alike to both letters. */
function replied(mirror: Mirror, reply: Guest["reply"]): Mirror {
  const events = mirror.events.map(event =>
    isWelcome(event)
      ? { ...event, updatedAt: WEEK_AFTER + HOUR, guests: event.guests.map(guest => ({ ...guest, reply })) }
      : event,
  );
  return { ...mirror, events };
}

test("who says no to two programmes at once is in neither afterwards", () => {
  const mirror = welcomed();
  expect(mirror.events.filter(isWelcome)).toHaveLength(BOTH.length);
  const after = settled(replied(mirror, "declined"), WEEK_AFTER + 2 * HOUR).mirror;
  expect(snapshotOf(after).people.get(anId("Ana"))?.programmeIds).toEqual([]);
});
