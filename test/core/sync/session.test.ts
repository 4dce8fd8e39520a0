import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Command } from "../../../src/core/command.ts";
import type { EventCopy, EventDraft, Guest } from "../../../src/core/event.ts";
import type { Row } from "../../../src/core/row.ts";
import { mergeGuests } from "../../../src/core/sync/guests.ts";
import { eventIdFor, type Link } from "../../../src/core/sync/link.ts";
import { syncSession } from "../../../src/core/sync/session.ts";
import { HOUR, MINUTE, toIso } from "../../../src/core/time.ts";
import { WORDS } from "../../../src/run/words.ts";
import {
  aDraft,
  aLink,
  aMirror,
  anEvent,
  aPair,
  applied,
  aSession,
  at,
  MONDAY,
  on,
  sessionOf,
} from "../../world/builders.ts";

/** A session's page and its event, each as it stands, and what the rules want besides what the page says. */
interface Sides {
  page: Row;
  event: EventCopy | null;
  link: Link | null;
  guests: string[];
  agenda: string;
}

const TEN = at("2027-01-13T09:00:00Z");
const ANA = "ana@example.org";
const BORIS = "boris@example.org";
const CARLA = "carla@example.org";

function draftOf({ page, guests, agenda, link }: Sides): EventDraft {
  const session = sessionOf(page);
  const startsAt = session.startsAt ?? link?.base.startsAt ?? 0;
  const endsAt = session.endsAt ?? startsAt + 45 * MINUTE;
  return aDraft({ title: session.title, startsAt, endsAt, guestEmails: guests, description: agenda });
}

function decide(sides: Sides, now = MONDAY): Command[] {
  const { link, event } = sides;
  return syncSession({
    session: sessionOf(sides.page),
    link,
    event,
    draft: draftOf(sides),
    now,
    language: "en",
    words: WORDS,
  });
}

function carriedOut(sides: Sides, commands: readonly Command[]): Sides {
  const { page, event, link } = sides;
  const mirror = aMirror([page], { events: event === null ? [] : [event], links: link === null ? [] : [link] });
  const after = applied(mirror, commands);
  const next = after.links[0] ?? null;
  return {
    ...sides,
    page: after.rows[0]!,
    link: next,
    event: after.events.find(one => one.id === next?.eventId) ?? null,
  };
}

/** Page and event in step: Ana and Boris meet on Wednesday at ten in Berlin. */
function inStep(): Sides {
  const page = aSession(aPair(["Ana", "Boris"]));
  const sides: Sides = { page, event: null, link: null, guests: [ANA, BORIS], agenda: "Agenda" };
  const link = aLink(sessionOf(page), draftOf(sides));
  return { ...sides, link, event: anEvent(link, draftOf(sides)) };
}

const edited = (sides: Sides, values: Row["values"]): Sides => ({
  ...sides,
  page: { ...sides.page, values: { ...sides.page.values, ...values } },
});
const inCalendar = (sides: Sides, more: Partial<EventCopy>): Sides => ({
  ...sides,
  event: { ...sides.event!, etag: '"2"', updatedAt: MONDAY + HOUR, ...more },
});
const movedBy = (milliseconds: number) => ({ startsAt: TEN + milliseconds, endsAt: TEN + milliseconds + 45 * MINUTE });
const whenMovedBy = (milliseconds: number) => on(toIso(TEN + milliseconds), toIso(TEN + milliseconds + 45 * MINUTE));
const replied = (...replies: Guest["reply"][]): Guest[] =>
  replies.map((reply, index) => ({ email: [ANA, BORIS, CARLA][index]!, reply }));
const kinds = (commands: readonly Command[]) => commands.map(command => command.kind);
const only = <K extends Command["kind"]>(commands: readonly Command[], kind: K) =>
  commands.filter((command): command is Extract<Command, { kind: K }> => command.kind === kind);

describe("a session without an event", () => {
  const fresh = (): Sides => ({ ...inStep(), link: null, event: null });

  test("a new session is invited to, with an id of its own", () => {
    const [command, ...more] = decide(fresh());
    expect(more).toEqual([]);
    expect(command).toMatchObject({
      kind: "create_event",
      draft: { title: "Ana, Boris", guestEmails: [ANA, BORIS], startsAt: TEN },
      link: { generation: 0, base: { isCancelled: false, startsAt: TEN }, tombstone: null },
    });
    expect(only([command!], "create_event")[0]?.link.eventId).toBe(eventIdFor(fresh().page.id, 0));
  });

  test.each([
    ["one that has already begun", {}, TEN],
    ["one that begins this moment", {}, TEN],
    ["one in the past", {}, TEN + HOUR],
    ["one that was cancelled", { status: "cancelled" }, MONDAY],
    ["one without a slot", { status: "no_slot" }, MONDAY],
    ["one that was held", { status: "met" }, MONDAY],
  ])("%s is nobody's to be invited to", (_, values, now) => {
    expect(decide(edited(fresh(), values), now)).toEqual([]);
  });
});

describe("a session whose page and event agree", () => {
  test("needs nothing", () => {
    expect(decide(inStep())).toEqual([]);
  });

  test("needs nothing while the calendar has not been read: absence proves nothing", () => {
    expect(decide({ ...edited(inStep(), { title: "New" }), event: null })).toEqual([]);
  });

  test("needs nothing for replies, links and a seconds' difference", () => {
    expect(decide(inCalendar(inStep(), { guests: replied("accepted", "declined"), meetLink: null }))).toEqual([]);
    expect(decide(inCalendar(inStep(), { startsAt: TEN + 20_000 }))).toEqual([]);
  });
});

describe("ended on one side or both", () => {
  test("somebody deleted the event: the page is cancelled, and told when", () => {
    const commands = decide(inCalendar(inStep(), { isCancelled: true }));
    expect(kinds(commands)).toEqual(["update_page", "comment"]);
    expect(only(commands, "update_page")[0]).toMatchObject({
      values: { status: "cancelled" },
      link: { base: { isCancelled: true }, tombstone: { side: "calendar", at: MONDAY + HOUR } },
    });
  });

  test("deleted after its beginning, it counts as cancelled all the same", () => {
    expect(kinds(decide(inCalendar(inStep(), { isCancelled: true }), TEN + MINUTE))).toContain("update_page");
  });

  test("somebody cancelled the page: the event is cancelled, and its guests are told", () => {
    const [command, ...more] = decide(edited(inStep(), { status: "cancelled" }));
    expect(more).toEqual([]);
    expect(command).toMatchObject({
      kind: "cancel_event",
      etag: '"1"',
      mailed: [ANA, BORIS],
      link: { base: { isCancelled: true }, tombstone: { side: "notion", at: MONDAY } },
    });
  });

  test("its group's session lost its slot: the same", () => {
    expect(kinds(decide(edited(inStep(), { status: "no_slot" })))).toEqual(["cancel_event"]);
  });

  test("guests people added are told of the end too", () => {
    const guests = [
      ...replied("accepted", "accepted"),
      { email: "expert@outside.example", reply: "accepted" as const },
    ];
    const commands = decide(edited(inCalendar(inStep(), { guests }), { status: "cancelled" }));
    expect(only(commands, "cancel_event")[0]?.mailed).toEqual([ANA, BORIS, "expert@outside.example"]);
  });

  test("cancelled on both sides: only noted, and nobody is mailed", () => {
    const both = edited(inCalendar(inStep(), { isCancelled: true }), { status: "cancelled" });
    expect(kinds(decide(both))).toEqual(["save_link"]);
  });

  test("an ended session stays ended, however often it is looked at", () => {
    for (const sides of [
      inCalendar(inStep(), { isCancelled: true }),
      edited(inStep(), { status: "cancelled" }),
      edited(inCalendar(inStep(), { isCancelled: true }), { status: "cancelled" }),
    ]) {
      const after = carriedOut(sides, decide(sides));
      expect(after.page.values.status).toBe("cancelled");
      expect(after.event?.isCancelled).toBe(true);
      expect(decide(after)).toEqual([]);
    }
  });

  test("what was held or has begun is not cancelled any more", () => {
    expect(decide(edited(inStep(), { status: "cancelled" }), TEN + MINUTE)).toEqual([]);
    expect(decide(edited(inStep(), { status: "met" }), TEN + HOUR)).toEqual([]);
  });
});

describe("set back to planned", () => {
  const ended = (sides: Sides) => carriedOut(sides, decide(sides));

  test.each([
    ["after it was cancelled in Notion", ended(edited(inStep(), { status: "cancelled" }))],
    ["after it was deleted in Calendar", ended(inCalendar(inStep(), { isCancelled: true }))],
  ])("%s: a new invitation of the next generation, since the old id stays taken", (_, sides) => {
    const wished = edited(sides, { status: "planned" });
    const commands = decide(wished);
    expect(kinds(commands)).toEqual(["create_event"]);
    expect(only(commands, "create_event")[0]?.link).toMatchObject({
      eventId: eventIdFor(wished.page.id, 1),
      generation: 1,
      base: { isCancelled: false },
      tombstone: null,
    });
    expect(decide(carriedOut(wished, commands))).toEqual([]);
  });

  test("its event was restored as well: the two belong together again, and nobody is invited a second time", () => {
    for (const sides of [
      ended(edited(inStep(), { status: "cancelled" })),
      ended(inCalendar(inStep(), { isCancelled: true })),
    ]) {
      const restored = inCalendar(sides, { isCancelled: false, updatedAt: MONDAY + 3 * HOUR });
      const wished = edited(restored, { status: "planned" });
      const commands = decide(wished);
      expect(kinds(commands)).toEqual(["save_link"]);
      expect(only(commands, "save_link")[0]?.link).toMatchObject({ generation: 0, base: { isCancelled: false } });
      const after = carriedOut(wished, commands);
      expect(decide(after)).toEqual([]);
      expect(kinds(decide(inCalendar(after, movedBy(HOUR))))).toEqual(["update_page"]);
    }
  });

  test("by restoring its event in Calendar: the page is planned again and told, and nobody is invited anew", () => {
    const sides = inCalendar(ended(edited(inStep(), { status: "cancelled" })), {
      isCancelled: false,
      updatedAt: MONDAY + 3 * HOUR,
    });
    const commands = decide(sides);
    expect(kinds(commands)).toEqual(["update_page", "comment"]);
    expect(only(commands, "update_page")[0]?.values).toEqual({ status: "planned" });
    expect(only(commands, "comment")[0]?.text).toContain("restored in Google Calendar");
    expect(decide(carriedOut(sides, commands))).toEqual([]);
    expect(decide(sides, TEN)).toEqual([]);
  });

  test("what was read late of the event before its end is no wish", () => {
    const sides = ended(edited(inCalendar(inStep(), { updatedAt: MONDAY + HOUR }), { status: "cancelled" }));
    expect(decide(inCalendar(sides, { isCancelled: false, updatedAt: MONDAY + HOUR }))).toEqual([]);
  });

  test("twice over: each time the next generation", () => {
    let sides = inStep();
    for (let generation = 1; generation <= 3; generation += 1) {
      sides = edited(ended(edited(sides, { status: "cancelled" })), { status: "planned" });
      sides = carriedOut(sides, decide(sides));
      expect(sides.link?.generation).toBe(generation);
    }
  });

  test("too late to be held: nobody is invited", () => {
    const wished = edited(ended(edited(inStep(), { status: "cancelled" })), { status: "planned" });
    expect(decide(wished, TEN)).toEqual([]);
  });
});

describe("moved", () => {
  test("in Calendar: the page follows, and nobody is mailed again", () => {
    const commands = decide(inCalendar(inStep(), movedBy(HOUR)));
    expect(kinds(commands)).toEqual(["update_page"]);
    expect(only(commands, "update_page")[0]).toMatchObject({
      values: { when: whenMovedBy(HOUR) },
      link: { base: movedBy(HOUR) },
    });
  });

  test("in Notion: the event follows, and its guests are told", () => {
    const commands = decide(edited(inStep(), { when: whenMovedBy(HOUR) }));
    expect(kinds(commands)).toEqual(["change_event"]);
    expect(only(commands, "change_event")[0]).toMatchObject({
      change: { time: { ...movedBy(HOUR), zone: "Europe/Berlin" } },
      mailed: [ANA, BORIS],
      etag: '"1"',
    });
  });

  test("on both sides alike: only noted", () => {
    const commands = decide(edited(inCalendar(inStep(), movedBy(HOUR)), { when: whenMovedBy(HOUR) }));
    expect(kinds(commands)).toEqual(["save_link"]);
    expect(only(commands, "save_link")[0]?.link.base).toMatchObject(movedBy(HOUR));
  });

  test("on both sides apart: Calendar's time counts, since guests hold its mail, and a comment keeps the other", () => {
    const commands = decide(edited(inCalendar(inStep(), movedBy(HOUR)), { when: whenMovedBy(3 * HOUR) }));
    expect(kinds(commands)).toEqual(["comment", "update_page"]);
    expect(only(commands, "update_page")[0]?.values).toEqual({ when: whenMovedBy(HOUR) });
    const told = only(commands, "comment")[0]?.text ?? "";
    expect(told).toContain("11:00");
    expect(told).toContain("13:00");
  });

  describe("on both sides apart, and it is known which came later", () => {
    const movedApart = (page: Partial<Row>, eventAt = MONDAY + HOUR): Sides => {
      const sides = edited(inCalendar(inStep(), { ...movedBy(HOUR), updatedAt: eventAt }), {
        when: whenMovedBy(3 * HOUR),
      });
      return { ...sides, page: { ...sides.page, ...page } };
    };
    const minutesAfter = (minutes: number) => MONDAY + HOUR + minutes * MINUTE;

    test("a person gave the page another time minutes later: that counts, everybody is told, a comment keeps the other", () => {
      const sides = movedApart({ editedBy: "person", editedAt: minutesAfter(1) });
      const commands = decide(sides);
      expect(kinds(commands)).toEqual(["comment", "change_event"]);
      expect(only(commands, "change_event")[0]).toMatchObject({
        change: { time: movedBy(3 * HOUR) },
        mailed: [ANA, BORIS],
        link: { base: movedBy(3 * HOUR) },
      });
      expect(only(commands, "comment")[0]?.text).toMatch(/Kept: .*13:00.*\(Notion\).*Not kept: .*11:00/);
      expect(decide(carriedOut(sides, commands))).toEqual([]);
    });

    test.each([
      ["the same minute", { editedBy: "person", editedAt: minutesAfter(0) }, MONDAY + HOUR + 59_000],
      ["the event later", { editedBy: "person", editedAt: minutesAfter(-5) }, MONDAY + HOUR],
      ["Krug wrote the page last", { editedBy: "krug", editedAt: minutesAfter(9) }, MONDAY + HOUR],
      ["nobody knows who wrote it last", { editedBy: null, editedAt: minutesAfter(9) }, MONDAY + HOUR],
      ["nobody knows when the event was changed", { editedBy: "person", editedAt: minutesAfter(9) }, 0],
    ] as const)("%s: Calendar's time counts", (_, page, eventAt) => {
      const commands = decide(movedApart(page, eventAt));
      expect(kinds(commands)).toEqual(["comment", "update_page"]);
      expect(only(commands, "update_page")[0]?.values).toEqual({ when: whenMovedBy(HOUR) });
    });

    test("an event that only got another name has not been moved later: the page's time is carried over", () => {
      const sides = edited(inCalendar(inStep(), { title: "Tea", updatedAt: minutesAfter(30) }), {
        when: whenMovedBy(3 * HOUR),
      });
      const commands = decide(sides);
      expect(only(commands, "change_event")[0]?.change.time).toMatchObject(movedBy(3 * HOUR));
      expect(only(commands, "comment")).toEqual([]);
    });

    test("the later edit of a name does not count: a title is Notion's", () => {
      const sides = edited(inCalendar(inStep(), { title: "Coffee", updatedAt: minutesAfter(30) }), { title: "Tea" });
      expect(only(decide(sides), "change_event")[0]?.change).toEqual({ title: "Tea" });
    });
  });

  test("to another length only: carried over as well", () => {
    const longer = decide(inCalendar(inStep(), { endsAt: TEN + HOUR }));
    expect(only(longer, "update_page")[0]?.values).toEqual({ when: on(toIso(TEN), toIso(TEN + HOUR)) });
  });

  test("a declined guest is asked again when Krug's page moves the session; who accepted is not", () => {
    const sides = edited(inCalendar(inStep(), { guests: replied("accepted", "declined") }), {
      when: whenMovedBy(HOUR),
    });
    expect(only(decide(sides), "change_event")[0]?.change.guests).toEqual(replied("accepted", "needsAction"));
  });

  test("a declined guest is not asked again when Calendar moved it", () => {
    const sides = inCalendar(inStep(), { guests: replied("accepted", "declined"), ...movedBy(HOUR) });
    expect(kinds(decide(sides))).toEqual(["update_page"]);
  });

  test("an event somebody made last all day keeps the page's time", () => {
    expect(decide(inCalendar(inStep(), { startsAt: null, endsAt: null }))).toEqual([]);
  });
});

describe("renamed", () => {
  test("in Calendar: the page follows", () => {
    const commands = decide(inCalendar(inStep(), { title: "Tea" }));
    expect(kinds(commands)).toEqual(["update_page"]);
    expect(only(commands, "update_page")[0]?.values).toEqual({ title: "Tea" });
  });

  test("in Notion: the event follows", () => {
    const commands = decide(edited(inStep(), { title: "Tea" }));
    expect(only(commands, "change_event")[0]).toMatchObject({ change: { title: "Tea" }, mailed: [ANA, BORIS] });
  });

  test("on both sides alike: only noted", () => {
    expect(kinds(decide(edited(inCalendar(inStep(), { title: "Tea" }), { title: "Tea" })))).toEqual(["save_link"]);
  });

  test("on both sides apart: the page's name counts, and a comment keeps the other", () => {
    const commands = decide(edited(inCalendar(inStep(), { title: "Coffee" }), { title: "Tea" }));
    expect(kinds(commands)).toEqual(["comment", "change_event"]);
    expect(only(commands, "change_event")[0]?.change).toEqual({ title: "Tea" });
    const told = only(commands, "comment")[0]?.text ?? "";
    expect(told).toContain("Tea");
    expect(told).toContain("Coffee");
  });
});

describe("the agenda", () => {
  const renewed = (sides: Sides): Sides => ({ ...sides, agenda: "New agenda" });

  test("follows Notion silently", () => {
    const commands = decide(renewed(inStep()));
    expect(kinds(commands)).toEqual(["change_event"]);
    expect(only(commands, "change_event")[0]).toMatchObject({ change: { description: "New agenda" }, mailed: [] });
  });

  test("leaves what people wrote around it", () => {
    const commands = decide(renewed(inCalendar(inStep(), { description: "Room 3\n\nAgenda\n\nBring cake" })));
    expect(only(commands, "change_event")[0]?.change).toEqual({ description: "Room 3\n\nNew agenda\n\nBring cake" });
  });

  test("that people rewrote is theirs, and stays so", () => {
    const sides = renewed(inCalendar(inStep(), { description: "We talk about the sea" }));
    expect(decide(sides)).toEqual([]);
    expect(decide({ ...sides, agenda: "Newest agenda" })).toEqual([]);
  });

  test("that becomes a piece of what it was is written: a guest from outside must not read the rest", () => {
    const goals: Sides = { ...inStep(), agenda: "Goals: learn to test\n\nPage: https://notion.test/1" };
    const full = carriedOut(goals, decide(goals));
    const short: Sides = { ...full, agenda: "Page: https://notion.test/1" };
    expect(only(decide(short), "change_event")[0]?.change).toEqual({ description: short.agenda });
    const after = carriedOut(short, decide(short));
    expect(decide(after)).toEqual([]);
    expect(only(decide({ ...after, agenda: full.agenda }), "change_event")[0]?.change).toEqual({
      description: full.agenda,
    });
  });

  test("people's own words beside it are no change to carry", () => {
    expect(decide(inCalendar(inStep(), { description: "Agenda\n\nBring cake" }))).toEqual([]);
  });
});

describe("the guest list", () => {
  const expert: Guest = { email: "expert@outside.example", reply: "accepted" };

  test("a new member is invited, and only they get a mail", () => {
    const commands = decide({
      ...inCalendar(inStep(), { guests: replied("accepted", "accepted") }),
      guests: [ANA, BORIS, CARLA],
    });
    expect(only(commands, "change_event")[0]).toMatchObject({
      change: { guests: [...replied("accepted", "accepted"), { email: CARLA, reply: "needsAction" }] },
      mailed: [CARLA],
    });
  });

  test("a member who left the group is taken off, and only they get a mail", () => {
    const commands = decide({ ...inStep(), guests: [ANA] });
    expect(only(commands, "change_event")[0]).toMatchObject({
      change: { guests: replied("needsAction") },
      mailed: [BORIS],
    });
  });

  test("a guest people added stays when members change", () => {
    const sides = { ...inCalendar(inStep(), { guests: [...replied("accepted", "accepted"), expert] }), guests: [ANA] };
    expect(only(decide(sides), "change_event")[0]?.change.guests).toEqual([...replied("accepted"), expert]);
  });

  test("a guest people added is no reason to do anything", () => {
    expect(decide(inCalendar(inStep(), { guests: [...replied("accepted", "accepted"), expert] }))).toEqual([]);
  });

  test("a member taken off by hand stays off, also when others come", () => {
    const off = inCalendar(inStep(), { guests: replied("accepted") });
    expect(decide(off)).toEqual([]);
    expect(only(decide({ ...off, guests: [ANA, BORIS, CARLA] }), "change_event")[0]?.change.guests).toEqual([
      { email: ANA, reply: "accepted" },
      { email: CARLA, reply: "needsAction" },
    ]);
  });

  test("a member who is on the list already, by their own doing, is only noted", () => {
    const guests = replied("accepted", "accepted", "accepted");
    expect(kinds(decide({ ...inCalendar(inStep(), { guests }), guests: [ANA, BORIS, CARLA] }))).toEqual(["save_link"]);
  });

  test("nobody is on it twice, nobody people added is lost, nobody who left stays", () => {
    const emails = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"));
    const reply = fc.constantFrom<Guest["reply"]>("needsAction", "accepted", "declined", "tentative");
    fc.assert(
      fc.property(
        emails,
        emails,
        emails,
        fc.array(reply, { minLength: 5, maxLength: 5 }),
        fc.boolean(),
        (base, current, wanted, replies, isMoved) => {
          const guests = current.map((email, index) => ({ email, reply: replies[index]! }));
          const after = mergeGuests(base, guests, wanted, isMoved) ?? guests;
          const on = after.map(guest => guest.email);
          expect(new Set(on).size).toBe(on.length);
          for (const email of current) expect(on.includes(email)).toBe(wanted.includes(email) || !base.includes(email));
          for (const email of wanted) if (!base.includes(email)) expect(on).toContain(email);
          for (const guest of after) {
            const before = guests.find(one => one.email === guest.email)?.reply;
            if (before !== undefined && !(isMoved && before === "declined")) expect(guest.reply).toBe(before);
          }
          expect(mergeGuests(wanted, after, wanted, false)).toBeNull();
        },
      ),
    );
  });
});

describe("the past is never touched", () => {
  test.each([
    ["renamed in Notion", edited(inStep(), { title: "Tea" })],
    ["renamed in Calendar", inCalendar(inStep(), { title: "Tea" })],
    ["a member who left", { ...inStep(), guests: [ANA] }],
    ["another agenda", { ...inStep(), agenda: "New agenda" }],
    ["cancelled in Notion", edited(inStep(), { status: "cancelled" })],
  ])("%s", (_, sides) => {
    expect(decide(sides, TEN)).toEqual([]);
    expect(decide(sides, TEN + HOUR)).toEqual([]);
    expect(decide(sides, TEN - MINUTE)).not.toEqual([]);
  });

  test("an event whose time was moved on in Calendar is not past", () => {
    const sides = inCalendar(inStep(), movedBy(24 * HOUR));
    expect(kinds(decide(sides, TEN + HOUR))).toEqual(["update_page"]);
  });
});

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

describe("a meeting that people made", () => {
  const theirs: Link = { ...inStep().link!, eventId: "abc123" };
  const meeting = (more: Partial<EventCopy> = {}): Sides => {
    const page = { ...inStep().page, values: { ...inStep().page.values, key: "meeting:g:0:abc123" } };
    const event = anEvent(theirs, draftOf(inStep()), {
      sessionId: null,
      title: "Coffee",
      description: "At the corner",
      guests: replied("accepted", "declined"),
      ...more,
    });
    return {
      page: { ...page, values: { ...page.values, title: event.title } },
      event,
      link: null,
      guests: [],
      agenda: "",
    };
  };
  const linked = (more: Partial<EventCopy> = {}): Sides => carriedOut(meeting(more), decide(meeting(more)));

  test("belongs to its page from then on: nobody is mailed, nothing is written", () => {
    const commands = decide(meeting());
    expect(kinds(commands)).toEqual(["save_link"]);
    expect(only(commands, "save_link")[0]?.link).toMatchObject({
      eventId: "abc123",
      base: { title: "Coffee", startsAt: TEN, guestEmails: [], description: "" },
    });
    expect(decide(linked())).toEqual([]);
  });

  test("without a title of its own keeps none: the page's is no change", () => {
    const sides = meeting({ title: "" });
    const named = edited(sides, { title: "Ana, Boris" });
    expect(decide(carriedOut(named, decide(named)))).toEqual([]);
  });

  test("is not invited to while its event is not read, nor once it is gone", () => {
    expect(decide({ ...meeting(), event: null })).toEqual([]);
    expect(decide(meeting({ isCancelled: true }))).toEqual([]);
  });

  test("moves and is renamed in either direction, like any session", () => {
    expect(kinds(decide(inCalendar(linked(), movedBy(HOUR))))).toEqual(["update_page"]);
    const commands = decide(edited(linked(), { when: whenMovedBy(HOUR) }));
    expect(kinds(commands)).toEqual(["change_event"]);
    expect(only(commands, "change_event")[0]?.mailed).toEqual([ANA, BORIS]);
  });

  test("is cancelled with its page, and its page with it", () => {
    expect(kinds(decide(edited(linked(), { status: "cancelled" })))).toEqual(["cancel_event"]);
    expect(kinds(decide(inCalendar(linked(), { isCancelled: true })))).toEqual(["update_page", "comment"]);
  });
});

describe("somebody else's event that only invites the programme's calendar", () => {
  const others = (more: Partial<EventCopy> = {}): Sides => inCalendar(inStep(), { isOthers: true, ...more });

  test("is never written, whatever happens on the page", () => {
    const edits: Row["values"][] = [{ title: "Tea" }, { when: whenMovedBy(HOUR) }, { status: "cancelled" }];
    for (const values of edits) expect(decide(edited(others(), values))).toEqual([]);
    expect(decide({ ...others(), guests: [ANA], agenda: "New agenda" })).toEqual([]);
  });

  test("is followed: its new time and title stand on the page, and a comment keeps what gave way", () => {
    const sides = edited(others({ ...movedBy(HOUR), title: "Coffee" }), { title: "Tea" });
    const commands = decide(sides);
    expect(kinds(commands)).toEqual(["comment", "update_page"]);
    expect(only(commands, "update_page")[0]?.values).toEqual({ title: "Coffee", when: whenMovedBy(HOUR) });
    expect(only(commands, "comment")[0]?.text).toContain("Tea");
    expect(decide(carriedOut(sides, commands))).toEqual([]);
  });

  test("keeps apart what changed on one side each: the page's own name stays, the event's time is taken over", () => {
    const sides = edited(others(movedBy(HOUR)), { title: "Tea" });
    const commands = decide(sides);
    expect(only(commands, "update_page")[0]?.values).toEqual({ when: whenMovedBy(HOUR) });
    const after = carriedOut(sides, commands);
    expect(after.page.values.title).toBe("Tea");
    expect(decide(after)).toEqual([]);
  });

  test("deleted by its organizer, its page is cancelled", () => {
    expect(kinds(decide(others({ isCancelled: true })))).toEqual(["update_page", "comment"]);
  });
});
