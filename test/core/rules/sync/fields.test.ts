import { describe, expect, test } from "vitest";
import type { EventCopy, Guest } from "../../../../src/core/domain/event.ts";
import { markOf } from "../../../../src/core/domain/values/hash.ts";
import { HOUR, MINUTE } from "../../../../src/core/domain/values/time.ts";
import { syncSession } from "../../../../src/core/rules/sync/session.ts";
import { WORDS } from "../../../../src/run/words.ts";
import { MONDAY, sessionOf } from "../../../world/builders.ts";
import {
  ANA,
  BORIS,
  CARLA,
  decide,
  draftOf,
  edited,
  inCalendar,
  inStep,
  kinds,
  movedBy,
  only,
  replied,
  type Sides,
  TEN,
  whenMovedBy,
} from "./sides.ts";

const { page, link } = inStep();
const expert: Guest = { email: "expert@outside.example", reply: "accepted" };

describe("what is written is known by its key, in this version and in the next", () => {
  const keys = (sides: Sides) => decide(sides).map(({ key }) => key);

  test("to the event, by what it changes and the event's version", () => {
    const sides = edited(inCalendar(inStep(), {}), { title: "Tea" });
    expect(keys(sides)).toEqual([`change:${link!.eventId}:"2":${markOf({ title: "Tea" })}`]);
  });

  test("to the page, by what it changes and the event's version", () => {
    const sides = inCalendar(inStep(), movedBy(HOUR));
    expect(keys(sides)).toEqual([`carry:${page.id}:${markOf([{ when: whenMovedBy(HOUR) }, '"2"'])}`]);
  });

  test("in the agreement alone, by the agreement", () => {
    const sides = edited(inCalendar(inStep(), { title: "Tea" }), { title: "Tea" });
    expect(keys(sides)).toEqual([`agree:${page.id}:${markOf({ ...link!.base, title: "Tea" })}`]);
  });

  test("in a comment, by the field, what was kept and what was not", () => {
    const sides = edited(inCalendar(inStep(), { title: "Coffee" }), { title: "Tea" });
    expect(only(decide(sides), "comment")[0]?.key).toBe(`clash:${page.id}:${markOf(["title", "Tea", "Coffee"])}`);
  });
});

describe("who gets a mail", () => {
  const mailed = (sides: Sides) => only(decide(sides), "change_event")[0]?.mailed;

  test("for a new title everybody on the event, those who come and those who go, each once", () => {
    const sides = edited(inCalendar(inStep(), { guests: [...replied("accepted", "accepted"), expert] }), {
      title: "Tea",
    });
    expect(mailed(sides)).toEqual([ANA, BORIS, expert.email]);
    expect(mailed({ ...sides, guests: [ANA, CARLA] })).toEqual([ANA, BORIS, expert.email, CARLA]);
  });

  test("for another guest list those who come and those who go, and for a text nobody", () => {
    expect(mailed({ ...inStep(), guests: [ANA, CARLA] })).toEqual([CARLA, BORIS]);
    expect(mailed({ ...inStep(), agenda: "New agenda" })).toEqual([]);
  });
});

describe("a field each at the same time", () => {
  test("the page was renamed and the event dragged: each takes over from the other, and until the page has, the new time is not agreed on", () => {
    const commands = decide(edited(inCalendar(inStep(), movedBy(HOUR)), { title: "Tea" }));
    expect(kinds(commands)).toEqual(["change_event", "update_page"]);
    const [onEvent] = only(commands, "change_event");
    const [onPage] = only(commands, "update_page");
    expect(onEvent).toMatchObject({ change: { title: "Tea" }, link: { base: { title: "Tea", ...movedBy(0) } } });
    expect(onPage).toMatchObject({
      values: { when: whenMovedBy(HOUR) },
      link: { base: { title: "Tea", ...movedBy(HOUR) } },
    });
  });

  test("the event was renamed and the page moved: the same the other way round", () => {
    const commands = decide(edited(inCalendar(inStep(), { title: "Tea" }), { when: whenMovedBy(HOUR) }));
    expect(only(commands, "change_event")[0]).toMatchObject({
      change: { time: movedBy(HOUR) },
      link: { base: { title: link!.base.title, ...movedBy(HOUR) } },
    });
    expect(only(commands, "update_page")[0]).toMatchObject({
      source: "sessions",
      values: { title: "Tea" },
      link: { base: { title: "Tea", ...movedBy(HOUR) } },
    });
  });

  test("another agenda waits while guests come or go alone, and goes along with a new title or time", () => {
    const sides: Sides = { ...inStep(), guests: [ANA], agenda: "New agenda" };
    const change = (of: Sides) => only(decide(of), "change_event")[0]?.change;
    expect(change(sides)).toEqual({ guests: replied("needsAction") });
    expect(change(edited(sides, { title: "Tea" }))).toMatchObject({ title: "Tea", description: "New agenda" });
    expect(change(edited(sides, { when: whenMovedBy(HOUR) }))).toMatchObject({ description: "New agenda" });
  });

  test("an agenda the event has already is only agreed on", () => {
    const sides: Sides = { ...inCalendar(inStep(), { description: "New agenda" }), agenda: "New agenda" };
    expect(only(decide(sides), "save_link")[0]?.link.base.description).toBe("New agenda");
  });

  test("an event without a title says nothing about it", () => {
    expect(decide(inCalendar(inStep(), { title: "" }))).toEqual([]);
  });

  test("a title from Calendar stands on the page in one line", () => {
    const commands = decide(inCalendar(inStep(), { title: "Tea\n  with cake " }));
    expect(only(commands, "update_page")[0]?.values).toEqual({ title: "Tea with cake" });
  });
});

describe("guests who can't all be seen", () => {
  test("are left as they are, and so is what was agreed on about them", () => {
    const sides = {
      ...inCalendar(inStep(), { areGuestsOmitted: true, guests: replied("accepted") }),
      guests: [ANA, CARLA],
    };
    expect(decide(sides)).toEqual([]);
    const renamed = only(decide(edited(sides, { title: "Tea" })), "change_event")[0];
    expect(renamed?.change).toEqual({ title: "Tea" });
    expect(renamed?.link.base.guestEmails).toEqual([ANA, BORIS]);
  });
});

describe("a session that was moved", () => {
  const declined = { guests: replied("accepted", "declined") };
  const wasReoffered = (sides: Sides) =>
    decide(sides).flatMap(command =>
      "link" in command && command.link !== undefined ? [command.link.wasReoffered] : [],
    );

  test("after somebody declined has had its other time: Krug offers no third", () => {
    expect(wasReoffered(inCalendar(inStep(), { ...declined, ...movedBy(HOUR) }))).toEqual([true]);
    expect(wasReoffered(edited(inCalendar(inStep(), declined), { when: whenMovedBy(HOUR) }))).toEqual([true]);
  });

  test("that nobody declined, or only renamed, may still be offered at another", () => {
    expect(wasReoffered(inCalendar(inStep(), movedBy(HOUR)))).toEqual([false]);
    expect(wasReoffered(inCalendar(inStep(), { ...declined, title: "Tea" }))).toEqual([false]);
  });

  test("stays one that had its other time", () => {
    const sides = inCalendar(inStep(), { title: "Tea" });
    expect(wasReoffered({ ...sides, link: { ...sides.link!, wasReoffered: true } })).toEqual([true]);
  });

  test("asks nobody anew where its page says so", () => {
    const sides = edited(inCalendar(inStep(), declined), { when: whenMovedBy(HOUR) });
    const draft = draftOf(sides);
    const commands = (asksAnew?: boolean) =>
      syncSession({
        session: sessionOf(sides.page),
        link: sides.link,
        event: sides.event,
        draft: { ...draft, asksAnew },
        now: MONDAY,
        language: "en",
        words: WORDS,
      });
    expect(only(commands(false), "change_event")[0]?.change.guests).toBeUndefined();
    expect(only(commands(true), "change_event")[0]?.change.guests).toEqual(replied("accepted", "needsAction"));
  });
});

describe("an event of somebody else's that only invites the programme's calendar", () => {
  const others = (more: Partial<EventCopy> = {}) => inCalendar(inStep(), { isOthers: true, ...more });

  test("leads: its page takes over title and time", () => {
    const commands = decide(others({ title: "Tea", ...movedBy(HOUR) }));
    expect(kinds(commands)).toEqual(["update_page"]);
    expect(only(commands, "update_page")[0]).toMatchObject({
      values: { title: "Tea", when: whenMovedBy(HOUR) },
      link: { base: { title: "Tea", ...movedBy(HOUR) } },
    });
  });

  test("is never written: what was changed on the page alone stays there, and guests and text are theirs", () => {
    expect(
      decide({ ...edited(others(), { title: "Tea", when: whenMovedBy(HOUR) }), guests: [ANA], agenda: "New" }),
    ).toEqual([]);
  });

  test("counts where both changed apart, and a comment keeps the page's, minutes later though it is", () => {
    const sides = edited(others({ title: "Coffee", ...movedBy(HOUR) }), { title: "Tea", when: whenMovedBy(3 * HOUR) });
    const later: Sides = { ...sides, page: { ...sides.page, editedBy: "person", editedAt: MONDAY + 3 * HOUR } };
    const commands = decide(later);
    expect(kinds(commands)).toEqual(["comment", "comment", "update_page"]);
    expect(only(commands, "update_page")[0]?.values).toEqual({ title: "Coffee", when: whenMovedBy(HOUR) });
    const [title, time] = only(commands, "comment").map(({ text }) => text);
    expect(title).toMatch(/Kept: “Coffee”.*Not kept: “Tea”/);
    expect(time).toMatch(/Kept: .*11:00.*\(Google Calendar\).*Not kept: .*13:00/);
  });
});

describe("a page cancelled while its event was changed", () => {
  const cancelled = (more: Partial<EventCopy>, values = {}) =>
    decide({ ...edited(inCalendar(inStep(), more), { status: "cancelled", ...values }), guests: [ANA], agenda: "New" });

  test("takes over the event's title and time, so that they are not gone with it; guests and text end with the event", () => {
    const commands = cancelled({ title: "Tea", ...movedBy(HOUR) });
    expect(kinds(commands)).toEqual(["update_page", "cancel_event"]);
    expect(only(commands, "update_page")[0]).toMatchObject({
      values: { title: "Tea", when: whenMovedBy(HOUR) },
      link: { base: { ...link!.base, title: "Tea", ...movedBy(HOUR) } },
    });
  });

  test("keeps its own title, and a comment the event's", () => {
    const commands = cancelled({ title: "Coffee" }, { title: "Tea" });
    expect(kinds(commands)).toEqual(["comment", "cancel_event"]);
  });

  test("takes over nothing where only the page was changed", () => {
    expect(kinds(cancelled({}, { title: "Tea" }))).toEqual(["cancel_event"]);
  });
});

describe("an event that was dragged to a time gone by", () => {
  const gone = { startsAt: MONDAY - HOUR, endsAt: MONDAY };
  const sides = inCalendar(inStep(), { ...gone, title: "Tea" });

  test("is left alone while the page keeps the agreed time, whatever else differs", () => {
    expect(decide({ ...sides, guests: [ANA], agenda: "New agenda" })).toEqual([]);
  });

  test("gets the page's new time alone, and what was agreed on besides stays", () => {
    const commands = decide({ ...edited(sides, { when: whenMovedBy(HOUR) }), guests: [ANA] });
    expect(kinds(commands)).toEqual(["comment", "change_event"]);
    expect(only(commands, "change_event")[0]).toMatchObject({
      change: { time: { ...movedBy(HOUR), zone: "Europe/Berlin" } },
      mailed: [ANA, BORIS],
      link: { base: { ...link!.base, ...movedBy(HOUR) } },
    });
  });

  test("is left alone where the page's new time has gone by too, or begins this moment", () => {
    const soon = TEN - HOUR;
    expect(decide(edited(inCalendar(inStep(), gone), { when: whenMovedBy(-HOUR) }), soon)).toEqual([]);
    expect(decide(edited(inCalendar(inStep(), gone), { when: whenMovedBy(-HOUR) }), soon - MINUTE)).not.toEqual([]);
  });
});

describe("an event without a time to meet at, while its page is moved", () => {
  const moved = (more: Partial<EventCopy>) => decide(edited(inCalendar(inStep(), more), { when: whenMovedBy(HOUR) }));

  test.each<[string, Partial<EventCopy>, RegExp]>([
    ["all day", { startsAt: null, endsAt: null }, /Kept: Wed 13 January, 11:00.*\(Notion\).*Not kept: all day/i],
    ["without an end", { endsAt: null }, /Not kept: all day/i],
    ["for no time", { endsAt: TEN }, /Not kept: Wed 13 January, 10:00/],
  ])("%s: the page's time is on both, and a comment keeps the other", (_, more, text) => {
    const commands = moved(more);
    expect(kinds(commands)).toEqual(["comment", "change_event"]);
    expect(only(commands, "comment")[0]?.text).toMatch(text);
  });
});

describe("a webinar or class", () => {
  const gathering = (more: Partial<EventCopy>, values = {}) => {
    const sides = edited(inCalendar(inStep(), more), values);
    return syncSession({
      session: sessionOf(sides.page),
      source: "gatherings",
      link: sides.link,
      event: sides.event,
      draft: draftOf(sides),
      now: MONDAY,
      language: "en",
      words: WORDS,
    });
  };

  test("may last for days, and its page follows in its own table", () => {
    const longer = { endsAt: TEN + 48 * HOUR };
    expect(only(gathering(longer), "update_page")[0]).toMatchObject({ source: "gatherings", link: { base: longer } });
    expect(decide(inCalendar(inStep(), longer))).toEqual([]);
    expect(kinds(gathering(longer, { when: whenMovedBy(0) }))).toEqual(["update_page"]);
  });
});
