import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Command, CommandOf } from "../../../src/core/domain/command.ts";
import { letterEventId } from "../../../src/core/domain/letter.ts";
import { NO_REACH, type Reach } from "../../../src/core/domain/reach.ts";
import type { Row } from "../../../src/core/domain/values/row.ts";
import { DAY } from "../../../src/core/domain/values/time.ts";
import { decide } from "../../../src/core/plan/index.ts";
import {
  covering,
  type DayReach,
  dayOf,
  type Eyes,
  isOfRoster,
  isReadAsDraft,
  leadsToPeople,
  programmesOf,
  type Rosters,
  reachOf,
  weigh,
} from "../../../src/core/plan/massChangeGuard.ts";
import { WORDS } from "../../../src/run/words.ts";
import {
  aDraft,
  aLink,
  anEvent,
  anId,
  aPair,
  aPerson,
  aProgramme,
  aSession,
  aSnapshot,
  MONDAY,
  sessionOf,
} from "../../world/builders.ts";

/** What never waits in a day. */
const FLOOR: Reach = { invitations: 100, moves: 40, cancellations: 40, outsiders: 20, strangers: 0 };
/** How many people may be told at a moment, before anything of that day was. */
const limitOn = (history: readonly DayReach[], now: number) =>
  weigh([], { history, now, isApproved: () => false }).limit;

const nobody = () => false;
const pair = aPair(["Ana", "Boris"]);
const session = sessionOf(aSession(pair));
const link = aLink(session, aDraft());

function invitation(number: number, people = 2): Command {
  const guestEmails = Array.from({ length: people }, (_, index) => `person${number}.${index}@example.org`);
  const draft = aDraft({ guestEmails });
  return {
    kind: "create_event",
    key: `event:${number}`,
    draft,
    link: { ...aLink(session, draft), sessionId: `${number}` },
  };
}

function cancellation(number: number): Command {
  const mailed = ["ana@example.org", "boris@example.org"];
  return {
    kind: "cancel_event",
    key: `delete:${number}`,
    etag: "1",
    mailed,
    link: { ...link, sessionId: `${number}` },
  };
}

const many = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index));
const day = (before: number, more: Partial<DayReach>): DayReach => ({
  day: dayOf(MONDAY) - before,
  counted: NO_REACH,
  approved: NO_REACH,
  ...more,
});

describe("who hears of what", () => {
  const change = (more: Partial<CommandOf<"change_event">>): Command => ({
    kind: "change_event",
    key: "change",
    etag: "1",
    change: {},
    mailed: [],
    link,
    ...more,
  });

  test.each<[string, Command, Partial<ReturnType<typeof reachOf>>]>([
    ["an invitation reaches each guest", invitation(1, 3), { invitations: 3 }],
    ["a cancellation reaches each guest", cancellation(1), { cancellations: 2 }],
    [
      "a move reaches everybody on the invitation",
      change({ change: { time: { startsAt: 1, endsAt: 2, zone: "UTC" } }, mailed: ["a@x.org", "b@x.org"] }),
      { moves: 2 },
    ],
    ["a new title is told like a move", change({ change: { title: "New" }, mailed: ["a@x.org"] }), { moves: 1 }],
    [
      "of a new guest list only who comes and who goes hear",
      change({
        change: { guests: [{ email: "new@x.org", reply: "needsAction" }] },
        mailed: ["new@x.org", "old@x.org"],
      }),
      { invitations: 1, cancellations: 1 },
    ],
    ["a new agenda reaches nobody", change({ change: { description: "Goals" } }), {}],
    ["a comment reaches nobody", { kind: "comment", key: "c", pageId: "p", text: "t" }, {}],
  ])("%s", (_, command, reach) => {
    expect(reachOf([command])).toEqual({ ...NO_REACH, ...reach });
  });

  test("a new group or session leads to people, and Krug's own columns do not", () => {
    const page = (values: Record<string, string>): Command => ({
      kind: "update_page",
      key: "k",
      source: "sessions",
      pageId: "p",
      values,
    });
    expect(leadsToPeople({ kind: "create_page", key: "g", source: "groups", values: {} })).toBe(true);
    expect(leadsToPeople({ kind: "create_page", key: "s", source: "surveys", values: {} })).toBe(false);
    expect(leadsToPeople(page({ status: "cancelled" }))).toBe(true);
    expect(leadsToPeople(page({ replies: "Yes: Ana." }))).toBe(false);
  });
});

describe("what is usual", () => {
  test("a programme of fifty people is invited without a question, and its fifty-first makes the run wait", () => {
    expect(
      weigh(
        many(50, index => invitation(index)),
        { history: [], now: MONDAY, isApproved: nobody },
      ).isHeld,
    ).toBe(false);
    const held = weigh(
      many(51, index => invitation(index)),
      { history: [], now: MONDAY, isApproved: nobody },
    );
    expect(held).toMatchObject({ isHeld: true, over: ["invitations"], reach: { invitations: 102 } });
  });

  test("twenty cancelled meetings of two pass, twenty-one wait", () => {
    expect(weigh(many(20, cancellation), { history: [], now: MONDAY, isApproved: nobody }).isHeld).toBe(false);
    expect(weigh(many(21, cancellation), { history: [], now: MONDAY, isApproved: nobody })).toMatchObject({
      isHeld: true,
      over: ["cancellations"],
    });
  });

  test("a quarter more than on the busiest day of the last half-year a coordinator let something through is the limit", () => {
    const history = [
      day(14, { approved: { ...NO_REACH, invitations: 300 }, counted: { ...NO_REACH, invitations: 20 } }),
      day(7, { counted: { ...NO_REACH, invitations: 5000, moves: 5000, cancellations: 5000 } }),
      day(6, { drafts: { ...NO_REACH, invitations: 5000 } }),
      day(183, { approved: { ...NO_REACH, invitations: 5000 } }),
    ];
    expect(limitOn(history, MONDAY)).toEqual({ ...FLOOR, invitations: 400, moves: 160, cancellations: 160 });
  });

  test("what went by itself makes no more usual: a hundred on each day stay a hundred", () => {
    const history = many(30, index => day(index + 1, { counted: { ...NO_REACH, invitations: 100 } }));
    expect(weigh([invitation(1, 100)], { history, now: MONDAY, isApproved: nobody }).isHeld).toBe(false);
    expect(weigh([invitation(1, 101)], { history, now: MONDAY, isApproved: nobody }).isHeld).toBe(true);
  });

  test("a limit that grows takes a go each time it grows", () => {
    const history: DayReach[] = [];
    let invited = 100;
    for (let before = 20; before > 0; before -= 1) {
      const today = dayOf(MONDAY) - before;
      const most = limitOn(history, today * DAY).invitations;
      expect(most).toBeLessThanOrEqual(Math.max(100, 1.25 * invited));
      const isLetThrough = before % 5 === 0;
      if (isLetThrough) invited = 3 * most;
      const told = { ...NO_REACH, invitations: isLetThrough ? 3 * most : most };
      history.push(day(before, isLetThrough ? { approved: told } : { counted: told }));
      expect(
        weigh([invitation(1, most + 1)], { history: history.slice(0, -1), now: today * DAY, isApproved: nobody })
          .isHeld,
      ).toBe(true);
    }
  });

  test("a mass cancellation somebody let through does not make the next one usual", () => {
    const history = [day(1, { approved: { ...NO_REACH, cancellations: 500 } })];
    expect(limitOn(history, MONDAY).cancellations).toBe(FLOOR.cancellations);
  });

  test("what was sent earlier the same day counts, so that many small runs are no way around", () => {
    const today = [day(0, { counted: { ...NO_REACH, invitations: 90 } })];
    expect(weigh([invitation(1, 10)], { history: today, now: MONDAY, isApproved: nobody }).isHeld).toBe(false);
    expect(weigh([invitation(1, 11)], { history: today, now: MONDAY, isApproved: nobody }).isHeld).toBe(true);
  });

  test("what a coordinator let through today leaves room for the day's usual few", () => {
    const today = [day(0, { approved: { ...NO_REACH, invitations: 400 } })];
    expect(weigh([invitation(1)], { history: today, now: MONDAY, isApproved: nobody }).isHeld).toBe(false);
  });

  test("a day that is full holds nothing up that reaches people in another way", () => {
    const today = [day(0, { counted: { ...NO_REACH, invitations: 400 } })];
    expect(weigh([cancellation(1)], { history: today, now: MONDAY, isApproved: nobody }).isHeld).toBe(false);
  });
});

describe("a go", () => {
  const shown = weigh(
    many(80, index => invitation(index)),
    { history: [], now: MONDAY, isApproved: nobody },
  ).subjects;

  test("is for exactly what was shown, in whatever order it is carried out", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(many(80, index => invitation(index))), commands => {
        expect(weigh(commands, { history: [], now: MONDAY, isApproved: covering(shown) }).isHeld).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  test("lets a few more through, as any run may, and not many more", () => {
    const and = (more: number) => many(80 + more, index => invitation(index));
    expect(weigh(and(50), { history: [], now: MONDAY, isApproved: covering(shown) }).isHeld).toBe(false);
    expect(weigh(and(51), { history: [], now: MONDAY, isApproved: covering(shown) }).isHeld).toBe(true);
  });

  test("covers what was shown once as often as it was shown", () => {
    const twice = [invitation(1), { ...invitation(1), key: "second" } as Command];
    expect(
      twice.map(covering([...weigh([invitation(1)], { history: [], now: MONDAY, isApproved: nobody }).subjects])),
    ).toEqual([true, false]);
    const covers = covering(weigh(twice, { history: [], now: MONDAY, isApproved: nobody }).subjects);
    expect(twice.map(covers)).toEqual([true, true]);
    expect(twice.map(covers)).toEqual([true, true]);
  });

  test("for a move to Tuesday is none for a move to Friday", () => {
    const move = (startsAt: number): Command => ({
      kind: "change_event",
      key: `${startsAt}`,
      etag: "1",
      change: { time: { startsAt, endsAt: startsAt + 1, zone: "UTC" } },
      mailed: ["ana@example.org"],
      link,
    });
    const covers = covering(weigh([move(MONDAY + DAY)], { history: [], now: MONDAY, isApproved: nobody }).subjects);
    expect([covers(move(MONDAY + 4 * DAY)), covers(move(MONDAY + DAY))]).toEqual([false, true]);
  });
});

describe("groups a coordinator has read as drafts", () => {
  const approving = aProgramme({ approveFirst: true });
  const people = ["Ana", "Boris"].map(name => aPerson(name));
  const page = aSession(pair);
  const command: Command = {
    kind: "create_event",
    key: "event",
    draft: aDraft(),
    link: aLink(sessionOf(page), aDraft()),
  };

  test("are approved of until they have met for the first time", () => {
    const world = aSnapshot([approving, ...people, pair, page]);
    expect(isReadAsDraft(world, MONDAY, command)).toBe(true);
    expect(isReadAsDraft(world, MONDAY + 3 * DAY, command)).toBe(false);
  });

  test("and first groups of a roster count where people put in sessions by hand: of those there may be any number", () => {
    const entered = { ...page, createdBy: "person" as const };
    const rosters: Rosters = new Map([[approving.id, new Set(aDraft().guestEmails)]]);
    const outcome = (one: Row) => {
      const world = aSnapshot([approving, ...people, pair, one]);
      return [isReadAsDraft(world, MONDAY, command), isOfRoster(world, MONDAY, rosters, command)];
    };
    expect(outcome({ ...page, createdBy: "krug" })).toEqual([true, true]);
    expect(outcome(entered)).toEqual([false, false]);
  });

  test("the first letter a roster's go covers goes to an address once, whatever new page it stands on", () => {
    const letterTo = (name: string) =>
      letterEventId({ kind: "kick_off", personId: anId(name), programmeId: approving.id, cause: "" });
    const ana = "ana@example.org";
    const rosters: Rosters = new Map([[approving.id, new Set([ana])]]);
    const letter = (name: string): Command => ({
      kind: "send_letter",
      key: `letter:${name}`,
      eventId: letterTo(name),
      draft: { title: "", description: "", startsAt: 1, endsAt: 2, zone: "UTC", email: ana, mark: "" },
    });
    const sent = anEvent({ ...link, eventId: letterTo("Ana") }, aDraft({ guestEmails: [ana] }), { sessionId: null });
    const after = aSnapshot([approving, ...people], { events: [sent] });
    expect(isOfRoster(aSnapshot([approving, ...people]), MONDAY, rosters, letter("Ana"))).toBe(true);
    expect(isOfRoster(after, MONDAY, rosters, letter("Ana"))).toBe(true);
    expect(isOfRoster(after, MONDAY, rosters, letter("Ana, with another page"))).toBe(false);
  });

  test("pass up to twice the day's limit, for anybody who edits Notion can set a draft active", () => {
    const isDraft = () => true;
    const drafts = (people: number, history: DayReach[] = []) =>
      weigh([invitation(1, people)], { history, now: MONDAY, isApproved: nobody, isDraft });
    expect(drafts(200).isHeld).toBe(false);
    expect(drafts(201)).toMatchObject({ isHeld: true, isWhole: true, over: ["invitations"] });
    expect(drafts(20, [day(0, { drafts: { ...NO_REACH, invitations: 181 } })]).isHeld).toBe(true);
  });

  test("are those of a programme that approves first", () => {
    expect(isReadAsDraft(aSnapshot([aProgramme(), ...people, pair, page]), MONDAY, command)).toBe(false);
  });
});

describe("new people", () => {
  const isNew = (email: string) => email.endsWith("@example.org");
  const seen = (eyes: Partial<Eyes>) => ({ eyes: { isOutsider: nobody, isStranger: nobody, ...eyes } });

  test("outside the organisation are twenty a day; of more, all wait, and nobody else does", () => {
    const outside = seen({ isOutsider: isNew });
    const inside = { ...link, sessionId: "inside" };
    const other: Command = { ...(invitation(7) as CommandOf<"create_event">), key: "inside" };
    const colleagues = { ...other, link: inside, draft: aDraft({ guestEmails: ["c@krug.test", "d@krug.test"] }) };
    expect(weigh([invitation(1, 20)], { history: [], now: MONDAY, isApproved: nobody, ...outside }).isHeld).toBe(false);
    const held = weigh([invitation(1, 20), invitation(2, 1), colleagues], {
      history: [],
      now: MONDAY,
      isApproved: nobody,
      ...outside,
    });
    expect(held).toMatchObject({ isHeld: true, isWhole: false, over: ["outsiders"], reach: { outsiders: 21 } });
    expect(held.waiting.map(one => one.key)).toEqual(["event:1", "event:2"]);
    expect(held.subjects).toHaveLength(2);
    const gone = [day(0, { counted: { ...NO_REACH, outsiders: 20 } })];
    expect(weigh([invitation(2, 1)], { history: gone, now: MONDAY, isApproved: nobody, ...outside }).isHeld).toBe(true);
    expect(
      weigh([invitation(2, 1)], { history: gone, now: MONDAY, isApproved: covering(held.subjects), ...outside }).isHeld,
    ).toBe(false);
    expect(
      weigh([invitation(1, 30)], { history: [], now: MONDAY, isApproved: nobody, ...outside, isDraft: () => true })
        .isHeld,
    ).toBe(false);
  });

  test("who are asked to a meeting in the same change that moves it count like any others, and who was on it does not", () => {
    const guests = ["old@example.org", "new@example.org"].map(email => ({ email, reply: "needsAction" as const }));
    const moved: Command = {
      kind: "change_event",
      key: "change",
      etag: "1",
      change: { guests, time: { startsAt: 1, endsAt: 2, zone: "UTC" } },
      mailed: [...guests.map(guest => guest.email), "gone@example.org"],
      link,
    };
    const isStranger = (email: string) => email !== "old@example.org";
    expect(weigh([moved], { history: [], now: MONDAY, isApproved: nobody, ...seen({ isStranger }) })).toMatchObject({
      isHeld: true,
      isWhole: false,
      over: ["strangers"],
      reach: { moves: 3, strangers: 1 },
    });
    const toAll = { ...moved, change: { time: { startsAt: 1, endsAt: 2, zone: "UTC" } } };
    expect(weigh([toAll], { history: [], now: MONDAY, isApproved: nobody, ...seen({ isStranger }) }).isHeld).toBe(
      false,
    );
  });

  test("put on a group's page by hand count like any others", () => {
    const guests = many(21, index => ({ email: `new${index}@example.org`, reply: "needsAction" as const }));
    const added: Command = {
      kind: "change_event",
      key: "change",
      etag: "1",
      change: { guests },
      mailed: guests.map(guest => guest.email),
      link,
    };
    expect(
      weigh([added], { history: [], now: MONDAY, isApproved: nobody, ...seen({ isOutsider: isNew }) }),
    ).toMatchObject({
      isHeld: true,
      over: ["outsiders"],
      reach: { outsiders: 21 },
    });
  });

  test("who are on no page wait, each", () => {
    const held = weigh([invitation(1, 1)], {
      history: [],
      now: MONDAY,
      isApproved: nobody,
      ...seen({ isStranger: isNew }),
    });
    expect(held).toMatchObject({ isHeld: true, isWhole: false, over: ["strangers"] });
  });
});

describe("while a run is held", () => {
  const held = { language: "en" as const, words: WORDS, isHeld: true };
  const people = ["Ana", "Boris", "Carla", "Dan"].map(name =>
    aPerson(name, { zone: name === "Dan" ? "Nowhere" : "Europe/Berlin" }),
  );

  test("no group is formed, and what is wrong on a page is told all the same", () => {
    const { commands } = decide(aSnapshot([aProgramme(), ...people]), MONDAY, new Map(), held);
    expect(commands.some(leadsToPeople)).toBe(false);
    expect(commands.some(one => one.kind === "update_page" && String(one.values.krugSays).includes("Nowhere"))).toBe(
      true,
    );
  });

  test("groups that are drafts are formed: they reach nobody", () => {
    const { commands } = decide(aSnapshot([aProgramme({ approveFirst: true }), ...people]), MONDAY, new Map(), held);
    expect(commands.filter(one => one.kind === "create_page").map(one => one.values.status)).toEqual(["draft"]);
  });

  test("a programme that was ended ends no group and cancels no session: set back, nothing has happened", () => {
    const page = aSession(pair);
    const draft = aDraft();
    const invited = aLink(sessionOf(page), draft);
    const rows = [aProgramme({ status: "ended" }), ...people, pair, page];
    const world = aSnapshot(rows, { links: [invited], events: [anEvent(invited, draft)] });
    const free = { ...held, isHeld: false };
    expect(decide(world, MONDAY, new Map(), free).commands.some(leadsToPeople)).toBe(true);
    expect(decide(world, MONDAY, new Map(), held).commands.some(leadsToPeople)).toBe(false);
  });

  test("of a session whose move waits nothing else is agreed on either", () => {
    const page = aSession(pair, { when: { start: "2027-01-14T09:00:00Z", end: "2027-01-14T09:45:00Z" } });
    const draft = aDraft();
    const invited = aLink(sessionOf(page), draft);
    const event = anEvent(invited, draft, { title: "Renamed by Boris" });
    const world = aSnapshot([aProgramme(), ...people, pair, page], { links: [invited], events: [event] });
    const { commands } = decide(world, MONDAY, new Map(), held);
    expect(commands.filter(one => "link" in one && one.link !== undefined)).toEqual([]);
  });
});

test("the programmes a run is about are found by its groups, sessions and events", () => {
  const page = aSession(pair);
  const world = aSnapshot([aProgramme(), aPerson("Ana"), aPerson("Boris"), pair, page]);
  const of = (command: Command) => programmesOf(world, [command]);
  const programme = [anId("programme")];
  expect(of({ kind: "cancel_event", key: "x", etag: "1", mailed: [], link: aLink(sessionOf(page), aDraft()) })).toEqual(
    programme,
  );
  expect(of({ kind: "update_page", key: "x", source: "groups", pageId: pair.id, values: {} })).toEqual(programme);
  expect(of({ kind: "create_page", key: "x", source: "groups", values: { programme } })).toEqual(programme);
});
