import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Guest } from "../../../../src/core/domain/event.ts";
import { HOUR } from "../../../../src/core/domain/values/time.ts";
import { sessionOf } from "../../../world/builders.ts";

import {
  ANA,
  BORIS,
  CARLA,
  carriedOut,
  decide,
  edited,
  inCalendar,
  inStep,
  movedBy,
  only,
  type Sides,
  TEN,
  whenMovedBy,
} from "./sides.ts";

describe("whatever people do to both sides", () => {
  const aTitle = fc.constantFrom("Ana, Boris", "Tea", "Coffee");
  const aMove = fc.constantFrom(0, HOUR, 3 * HOUR);
  const edits = fc.record({
    pageTitle: aTitle,
    eventTitle: aTitle,
    pageMove: aMove,
    eventMove: aMove,
    agenda: fc.constantFrom("Agenda", "New agenda"),
    text: fc.constantFrom("Agenda", "Room 3\nAgenda", "We talk about the sea"),
    guests: fc.subarray([ANA, BORIS, CARLA], { minLength: 1 }),
    onEvent: fc.uniqueArray(fc.constantFrom(ANA, BORIS, CARLA, "expert@outside.example")),
    reply: fc.constantFrom<Guest["reply"]>("needsAction", "accepted", "declined"),
  });
  const edit = (one: typeof edits extends fc.Arbitrary<infer T> ? T : never): Sides => ({
    ...edited(
      inCalendar(inStep(), {
        title: one.eventTitle,
        description: one.text,
        ...movedBy(one.eventMove),
        guests: one.onEvent.map(email => ({ email, reply: one.reply })),
      }),
      { title: one.pageTitle, when: whenMovedBy(one.pageMove) },
    ),
    guests: one.guests,
    agenda: one.agenda,
  });
  const said = ({ page, event }: Sides) => ({
    page: page.values,
    event: event === null ? null : { ...event, etag: "" },
  });

  /** Text follows after those who come or go were told: two passes, and no more. */
  const inTwoPasses = (sides: Sides): Sides => {
    const once = carriedOut(sides, decide(sides));
    return carriedOut(once, decide(once));
  };

  test("once the commands are carried out, page and event agree and there is nothing more to do", () => {
    fc.assert(
      fc.property(edits, one => {
        const sides = edit(one);
        const after = inTwoPasses(sides);
        expect(decide(after)).toEqual([]);
        expect(after.event?.title).toBe(after.page.values.title);
        expect(sessionOf(after.page).startsAt).toBe(after.event?.startsAt);
      }),
    );
  });

  test("a run cut off after any of them is taken up again to the same end", () => {
    fc.assert(
      fc.property(edits, one => {
        const sides = edit(one);
        const commands = decide(sides);
        const whole = inTwoPasses(sides);
        for (let done = 0; done <= commands.length; done += 1) {
          const cut = carriedOut(sides, commands.slice(0, done));
          expect(said(inTwoPasses(cut))).toEqual(said(whole));
        }
      }),
    );
  });

  test("who comes or goes is told, and those who stay are not mailed for the text that follows", () => {
    const sides: Sides = { ...inStep(), guests: [ANA, BORIS, CARLA], agenda: "Agenda with Carla" };
    const first = only(decide(sides), "change_event");
    expect(first.map(one => [Object.keys(one.change), one.mailed])).toEqual([[["guests"], [CARLA]]]);
    const second = only(decide(carriedOut(sides, decide(sides))), "change_event");
    expect(second.map(one => [one.change, one.mailed])).toEqual([[{ description: "Agenda with Carla" }, []]]);
  });

  test("no edit disappears silently: what is not kept stands in a comment", () => {
    fc.assert(
      fc.property(edits, one => {
        const sides = edit(one);
        const commands = decide(sides);
        const after = carriedOut(sides, commands);
        const told = only(commands, "comment")
          .map(command => command.text)
          .join("\n");
        for (const title of [one.pageTitle, one.eventTitle])
          if (title !== "Ana, Boris") expect(`${after.page.values.title}\n${told}`).toContain(title);
        for (const move of [one.pageMove, one.eventMove])
          if (move !== 0 && sessionOf(after.page).startsAt !== TEN + move)
            expect(told).toContain(`${10 + move / HOUR}:00`);
      }),
    );
  });

  test("the same intention has the same key, and no two commands share one", () => {
    fc.assert(
      fc.property(edits, one => {
        const keys = decide(edit(one)).map(command => command.key);
        expect(decide(edit(one)).map(command => command.key)).toEqual(keys);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});
