import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EventCopy, Guest } from "../../../../src/core/domain/event.ts";
import { eventIdFor } from "../../../../src/core/domain/link.ts";
import type { Problem } from "../../../../src/core/domain/problem.ts";
import type { Row } from "../../../../src/core/domain/values/row.ts";
import { HOUR, MINUTE, toIso } from "../../../../src/core/domain/values/time.ts";
import { mergeAgenda } from "../../../../src/core/rules/sync/agenda.ts";
import { mergeGuests } from "../../../../src/core/rules/sync/guests.ts";
import { syncTrashed } from "../../../../src/core/rules/sync/session.ts";
import { MONDAY, on } from "../../../world/builders.ts";

import {
  ANA,
  BORIS,
  CARLA,
  carriedOut,
  decide,
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

  describe("on the page, while its event got a time nobody can meet at", () => {
    const odd = { startsAt: MONDAY - HOUR, endsAt: MONDAY };
    const sides = edited(inCalendar(inStep(), odd), { when: whenMovedBy(HOUR) });

    test("the page's time is on both, and a comment keeps the event's", () => {
      const commands = decide(sides);
      expect(kinds(commands)).toEqual(["comment", "change_event"]);
      expect(only(commands, "change_event")[0]?.change.time).toMatchObject(movedBy(HOUR));
      expect(only(commands, "comment")[0]?.text).toMatch(/Not kept: Mon 11 January, 06:00–07:00 \(Google Calendar\)/);
    });

    test("and the page tells of it already: nothing is told twice", () => {
      const asked: Problem[] = [];
      const isTold = (problem: Problem) => asked.push(problem) > 0;
      expect(kinds(decide(sides, MONDAY, isTold))).toEqual(["change_event"]);
      expect(asked).toEqual([{ code: "event_odd", why: "gone_by", startsAt: odd.startsAt }]);
    });
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

  describe("that people wrote over", () => {
    const agenda = "Goals:\nlearn to test\nPage: https://notion.test/1";
    const short = "Page: https://notion.test/1";
    const written = "Bring cake\nlearn to test";
    const merged = (isKeptFromOutside: boolean, current = written) =>
      mergeAgenda(agenda, current, short, { guestsChangeAlone: false, isKeptFromOutside });

    test("is theirs, while nobody from outside comes", () => {
      expect(merged(false)).toEqual({ text: null, isAgreed: false });
      expect(mergeAgenda(agenda, written, short, { guestsChangeAlone: false })).toEqual(merged(false));
    });

    test("and of which goals are left, loses them where somebody from outside was invited", () => {
      expect(merged(true)).toEqual({ text: `Bring cake\n\n${short}`, isAgreed: true });
    });

    test("and which names the new lines already has them once, below", () => {
      expect(merged(true, `${written}\n${short}`)).toEqual({ text: `Bring cake\n\n${short}`, isAgreed: true });
    });

    test("and which holds nothing of it any more stays, whoever comes", () => {
      expect(merged(true, "Bring cake")).toEqual({ text: null, isAgreed: false });
    });

    test("waits while guests come or go", () => {
      expect(mergeAgenda(agenda, written, short, { guestsChangeAlone: true, isKeptFromOutside: true })).toEqual({
        text: null,
        isAgreed: false,
      });
    });

    test("and only around Krug's part follows, whoever comes", () => {
      expect(merged(true, `Bring cake\n\n${agenda}`)).toEqual({ text: `Bring cake\n\n${short}`, isAgreed: true });
    });

    test("as it is wanted now, is agreed on as it is", () => {
      expect(merged(false, `Bring cake\n\n${short}`)).toEqual({ text: null, isAgreed: true });
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

describe("a page in the trash", () => {
  const { link, event } = inStep();
  const trashed = (more: Partial<EventCopy> = {}, now = MONDAY) => syncTrashed(link!, { ...event!, ...more }, now);

  test("its event is cancelled, and its guests are told", () => {
    expect(trashed()).toMatchObject([
      {
        kind: "cancel_event",
        mailed: [ANA, BORIS],
        link: { base: { isCancelled: true }, tombstone: { side: "notion" } },
      },
    ]);
  });

  test("is only noted where somebody deleted the event too", () => {
    expect(trashed({ isCancelled: true, updatedAt: MONDAY + HOUR })).toMatchObject([
      {
        kind: "save_link",
        key: `ended:${link!.eventId}`,
        link: { base: { isCancelled: true }, tombstone: { side: "calendar", at: MONDAY + HOUR } },
      },
    ]);
  });

  test("of a session that has begun, or whose event is not read yet, is nobody's matter", () => {
    expect(trashed({}, TEN)).toEqual([]);
    expect(syncTrashed(link!, null, MONDAY)).toEqual([]);
    expect(syncTrashed({ ...link!, base: { ...link!.base, isCancelled: true } }, event, MONDAY)).toEqual([]);
  });
});

describe("what is to be done is known by its key, in this version and in the next", () => {
  const { page, link } = inStep();
  const { eventId } = link!;
  const deleted = inCalendar(inStep(), { isCancelled: true });
  const off = carriedOut(deleted, decide(deleted));
  const restored = inCalendar(off, { isCancelled: false, etag: '"3"', updatedAt: MONDAY + 3 * HOUR });

  test.each<[string, Sides, string[]]>([
    ["a first invitation", { ...inStep(), link: null, event: null }, [`event:${eventId}`]],
    ["a session deleted in Calendar", deleted, [`cancel:${eventId}`, `deleted:${eventId}`]],
    ["a session cancelled in Notion", edited(inStep(), { status: "cancelled" }), [`delete:${eventId}`]],
    ["one ended on both sides", edited(deleted, { status: "cancelled" }), [`ended:${eventId}`]],
    ["one restored in Calendar", restored, [`back:${eventId}:"3"`, `restored:${eventId}:${MONDAY + 3 * HOUR}`]],
    ["one wished back on both sides", edited(restored, { status: "planned" }), [`back:${eventId}:"3"`]],
  ])("%s", (_, sides, keys) => {
    expect(decide(sides).map(({ key }) => key)).toEqual(keys);
  });

  test("a meeting people made", () => {
    const theirs = { ...edited(inStep(), { key: "meeting:g:0:abc" }), link: null };
    expect(decide(theirs).map(({ key }) => key)).toEqual([`adopted:${page.id}:${eventId}`]);
    expect(decide({ ...theirs, event: null })).toEqual([]);
  });

  test("an invitation of Krug's may be offered at another time once", () => {
    const [command] = only(decide({ ...inStep(), link: null, event: null }), "create_event");
    expect(command?.link.wasReoffered).toBe(false);
  });

  test("a page that is planned again stands in the table of sessions", () => {
    expect(only(decide(restored), "update_page")[0]?.source).toBe("sessions");
    expect(only(decide(deleted), "update_page")[0]?.source).toBe("sessions");
  });
});
