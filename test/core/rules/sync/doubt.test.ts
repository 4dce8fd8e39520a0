import { describe, expect, test } from "vitest";
import type { EventChanges, EventCopy } from "../../../../src/core/domain/event.ts";
import type { Base } from "../../../../src/core/domain/link.ts";
import { HOUR } from "../../../../src/core/domain/values/time.ts";
import { baseShownBy } from "../../../../src/core/rules/sync/doubt.ts";
import { inCalendar, inStep, movedBy, replied } from "./sides.ts";

describe("a change of an event whose answer was lost", () => {
  const before: Base = inStep().link!.base;
  const wanted: Base = {
    ...before,
    title: "Tea",
    ...movedBy(HOUR),
    description: "New agenda",
    guestEmails: ["ana@example.org", "boris@example.org", "carla@example.org"],
  };
  const everything: EventChanges = {
    title: wanted.title,
    time: { startsAt: wanted.startsAt, endsAt: wanted.endsAt, zone: "Europe/Berlin" },
    description: wanted.description,
    guests: replied("accepted", "accepted", "needsAction"),
  };
  const shown = (seen: Partial<EventCopy>, change = everything) =>
    baseShownBy(inCalendar(inStep(), seen).event!, change, before, wanted);
  const { title, startsAt, endsAt, description, guestEmails } = wanted;
  const { guests } = everything;

  test("that the event shows whole is agreed on whole", () => {
    expect(shown({ title, startsAt, endsAt, description, guests })).toEqual(wanted);
  });

  test("that the event shows nothing of was not made", () => {
    expect(shown({})).toBeNull();
  });

  test.each<[string, Partial<EventCopy>, Partial<Base>]>([
    ["the title", { title }, { title }],
    ["the time", { startsAt, endsAt }, { startsAt, endsAt }],
    ["the text", { description }, { description }],
    ["the guests", { guests }, { guestEmails }],
    ["the guests, in whatever order they stand", { guests: [...guests!].reverse() }, { guestEmails }],
  ])("of which it shows %s alone, the rest stays to be written", (_, seen, agreed) => {
    expect(shown(seen)).toEqual({ ...before, ...agreed });
  });

  test.each<[string, Partial<EventCopy>]>([
    ["only its beginning", { startsAt }],
    ["only its end", { endsAt }],
    ["one guest fewer", { guests: guests!.slice(1) }],
  ])("of which it shows %s, people changed meanwhile", (_, seen) => {
    expect(shown(seen)).toBeNull();
  });

  test("counts only for what was to be changed: what people made alike by themselves was nobody's answer", () => {
    expect(shown({ title, startsAt, endsAt, description, guests }, {})).toBeNull();
  });
});
