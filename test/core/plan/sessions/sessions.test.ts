import { describe, expect, test } from "vitest";
import type { Command, CommandOf } from "../../../../src/core/domain/command.ts";
import type { Guest } from "../../../../src/core/domain/event.ts";
import type { Row } from "../../../../src/core/domain/values/row.ts";
import {
  HOUR,
  type Interval,
  localDate,
  localMinutes,
  overlaps,
  toLocalIso,
  weekday,
} from "../../../../src/core/domain/values/time.ts";
import { decide } from "../../../../src/core/plan/index.ts";
import { decideSessions } from "../../../../src/core/plan/sessions/sessions.ts";
import type { BusyTimes } from "../../../../src/core/rules/scheduling/members.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import { WORDS } from "../../../../src/run/words.ts";
import {
  aDraft,
  aLink,
  aMirror,
  anEvent,
  anId,
  aPair,
  aPerson,
  aPlanning,
  aProgramme,
  aSession,
  aSnapshot,
  at,
  everybodyFree,
  on,
  sessionOf,
  settled,
} from "../../../world/builders.ts";

const BERLIN = "Europe/Berlin";
const THURSDAY = at("2027-01-07T08:00:00Z");
const ana = aPerson("Ana");
const boris = aPerson("Boris");
const pair = aPair(["Ana", "Boris"]);
const email = (name: string) => `${name.toLowerCase()}@example.org`;

type Created = CommandOf<"create_page">;
const created = (commands: readonly Command[]) => commands.filter((one): one is Created => one.kind === "create_page");
const whenOf = (values: Row["values"]) => {
  const when = values.when as { start: string; end: string };
  return { startsAt: at(when.start), endsAt: at(when.end) };
};

function decideWith(rows: readonly Row[], busy?: BusyTimes | null, now = THURSDAY, more: Partial<Mirror> = {}) {
  const snapshot = aSnapshot(rows, more);
  return decideSessions(aPlanning(snapshot, now, busy === undefined ? everybodyFree(snapshot) : busy));
}
const busyWith = (times: Record<string, readonly Interval[] | null>): BusyTimes =>
  new Map(
    ["Ana", "Boris", "Carla", "Dan"].map(name => [email(name), times[name] ?? (times[name] === null ? null : [])]),
  );
const between = (from: string, to: string): Interval => ({ startsAt: at(from), endsAt: at(to) });

describe("before sessions get their times", () => {
  test("the calendars of all their members are asked for, over the week, and nothing is done", () => {
    const { commands, needs } = decideWith([aProgramme(), ana, boris, pair], null);
    expect(commands).toEqual([]);
    expect(needs?.emails).toEqual([email("Ana"), email("Boris")]);
    expect(toLocalIso(needs?.window.startsAt ?? 0, BERLIN)).toBe("2027-01-11T00:00:00+01:00");
    expect(toLocalIso(needs?.window.endsAt ?? 0, BERLIN)).toBe("2027-01-18T00:00:00+01:00");
  });

  test("one calendar of two is not enough", () => {
    const { commands, needs } = decideWith([aProgramme(), ana, boris, pair], new Map([[email("Ana"), []]]));
    expect([commands, needs?.emails]).toEqual([[], [email("Ana"), email("Boris")]]);
  });

  test("nothing else is decided either, by the decision as a whole", () => {
    const snapshot = aSnapshot([aProgramme(), ana, boris, pair]);
    expect(decide(snapshot, THURSDAY, null, { language: "en", words: WORDS })).toEqual({
      commands: [],
      needs: expect.anything(),
      lacks: null,
      forms: null,
      waits: [{ programmeId: anId("programme"), why: "no_busy_times", count: 1 }],
      unforeseen: [],
    });
  });

  test("no calendar is asked for when no session is due", () => {
    expect(decideWith([aProgramme(), ana, boris], null).needs).toBeNull();
    expect(decideWith([aProgramme(), ana, boris, pair, aSession(pair)], null).needs).toBeNull();
  });
});

describe("a session gets a time", () => {
  test("within everybody's working hours, free of what they have, of the programme's length, in the round's week", () => {
    const busy = busyWith({
      Ana: [between("2027-01-11T08:00:00Z", "2027-01-13T16:00:00Z")],
      Boris: [
        between("2027-01-14T08:00:00Z", "2027-01-14T15:00:00Z"),
        between("2027-01-15T09:00:00Z", "2027-01-15T16:00:00Z"),
      ],
    });
    const [page, ...more] = created(decideWith([aProgramme(), ana, boris, pair], busy).commands);
    expect(more).toEqual([]);
    const slot = whenOf(page!.values);
    expect((slot.endsAt - slot.startsAt) / 60_000).toBe(45);
    for (const intervals of busy.values())
      for (const taken of intervals ?? []) expect(overlaps(slot, taken)).toBe(false);
    expect(["2027-01-14", "2027-01-15"]).toContain(localDate(slot.startsAt, BERLIN));
    expect(localMinutes(slot.startsAt, BERLIN)).toBeGreaterThanOrEqual(9 * 60);
    expect(localMinutes(slot.endsAt, BERLIN)).toBeLessThanOrEqual(17 * 60);
  });

  test("that suits people half a world apart, in the hours they share", () => {
    const newYork = aPerson("Boris", { zone: "America/New_York" });
    const slot = whenOf(created(decideWith([aProgramme(), ana, newYork, pair]).commands)[0]!.values);
    expect(localMinutes(slot.startsAt, "America/New_York")).toBeGreaterThanOrEqual(9 * 60);
    expect(localMinutes(slot.endsAt, BERLIN)).toBeLessThanOrEqual(17 * 60);
  });

  test("never sooner than eighteen hours from now", () => {
    const now = at("2027-01-14T20:00:00Z");
    const slot = whenOf(created(decideWith([aProgramme(), ana, boris, pair], undefined, now).commands)[0]!.values);
    expect(slot.startsAt - now).toBeGreaterThanOrEqual(18 * HOUR);
    expect(localDate(slot.startsAt, BERLIN)).toBe("2027-01-15");
  });

  test("once: a session that is planned, was cancelled or was held is not made again", () => {
    for (const status of ["planned", "cancelled", "met", "unreported"])
      expect(decideWith([aProgramme(), ana, boris, pair, aSession(pair, { status })]).commands).toEqual([]);
  });

  test.each([
    [
      "the two of a round of two, both a week and more ahead",
      { roundWeeks: 2 },
      "2027-01-07",
      ["2027-01-11", "2027-01-18"],
    ],
    [
      "all meetings of a longer round at once, at one weekly time",
      { roundWeeks: 4 },
      "2027-01-07",
      ["2027-01-11", "2027-01-18", "2027-01-25", "2027-02-01"],
    ],
    ["every second week only", { roundWeeks: 4, everyWeeks: 2 }, "2027-01-12", ["2027-01-11", "2027-01-25"]],
  ])("%s", (_, more, day, weeks) => {
    const { commands } = decideWith([aProgramme(more), ana, boris, pair], undefined, at(`${day}T05:00:00Z`));
    const mondays = created(commands).map(page => {
      const date = localDate(whenOf(page.values).startsAt, BERLIN);
      return toLocalIso(at(`${date}T12:00:00Z`) - (weekday(date) - 1) * 24 * HOUR, BERLIN).slice(0, 10);
    });
    expect(mondays.sort()).toEqual(weeks);
  });

  test("the weekly slot is kept while it works, and left when somebody is busy then", () => {
    const programme = aProgramme({ roundWeeks: 4 });
    const rows = [programme, ana, boris, pair, aSession(pair)];
    const next = (busy?: BusyTimes) => whenOf(created(decideWith(rows, busy).commands)[0]!.values).startsAt;
    expect(toLocalIso(next(), BERLIN)).toBe("2027-01-20T10:00:00+01:00");
    const taken = busyWith({ Boris: [between("2027-01-20T09:30:00Z", "2027-01-20T10:00:00Z")] });
    expect(toLocalIso(next(taken), BERLIN)).not.toBe("2027-01-20T10:00:00+01:00");
  });

  test("the facilitator's seat goes round the circle", () => {
    const names = ["Ana", "Boris", "Carla", "Dan"];
    const circle = aPair(names, { facilitator: [anId("Boris")] });
    const programme = aProgramme({ format: "circle", roundWeeks: 8, everyWeeks: 1, groupSize: 4 });
    let world = aMirror([programme, ...names.map(name => aPerson(name)), circle]);
    for (let week = 0; week < 4; week += 1)
      world = settled(world, at("2027-01-11T05:00:00Z") + week * 168 * HOUR).mirror;
    const sessions = world.rows
      .filter(row => row.source === "sessions")
      .sort((a, b) => whenOf(a.values).startsAt - whenOf(b.values).startsAt);
    const seats = sessions.map(row => (row.values.facilitator as string[])[0]);
    expect(seats[0]).toBe(anId("Boris"));
    expect(new Set(seats.slice(0, 4)).size).toBe(4);
    for (const [index, seat] of seats.slice(4).entries()) expect(seat).toBe(seats[index]);
  });
});

describe("no common slot", () => {
  const never = busyWith({ Ana: [between("2027-01-11T00:00:00Z", "2027-01-16T00:00:00Z")] });
  const rows = [aProgramme(), ana, boris, pair];

  test("the group is told on a page of its own, with the nearest times; nobody is invited", () => {
    const [page] = created(decideWith(rows, never).commands);
    expect(page?.values).toMatchObject({ status: "no_slot", when: null });
    expect(page?.values.krugSays).toContain("Ana");
    const { done, mirror } = settled(aMirror(rows), THURSDAY, never);
    expect(done.filter(command => command.kind === "create_event")).toEqual([]);
    expect(mirror.rows.find(row => row.source === "sessions")?.values.krugSays).toBe(page?.values.krugSays);
  });

  test("a time that comes free is taken, on the same page", () => {
    const without = settled(aMirror(rows), THURSDAY, never).mirror;
    const { mirror, done } = settled(without, THURSDAY);
    const sessions = mirror.rows.filter(row => row.source === "sessions");
    expect(sessions.map(row => row.values.status)).toEqual(["planned"]);
    expect(done.filter(command => command.kind === "create_event")).toHaveLength(1);
  });

  test("every second week: the week after is tried before giving up", () => {
    const biweekly = aProgramme({ everyWeeks: 2, roundWeeks: 4 });
    const page = created(decideWith([biweekly, ana, boris, pair], never).commands)[0]!;
    expect(page.values.status).toBe("planned");
    expect(localDate(whenOf(page.values).startsAt, BERLIN) >= "2027-01-18").toBe(true);
  });

  test("a calendar that could not be read is unknown, not free: no time, and the page says whose", () => {
    const [page] = created(decideWith(rows, busyWith({ Boris: null })).commands);
    expect(page?.values.status).toBe("no_slot");
    expect(page?.values.krugSays).toContain("Boris");
  });

  test("somebody away all week is not waited for: alone nobody meets", () => {
    const away = aPerson("Boris", { away: on("2027-01-11", "2027-01-15") });
    expect(decideWith([aProgramme(), ana, away, pair]).commands).toEqual([]);
    const three = aPair(["Ana", "Boris", "Carla"]);
    const page = created(decideWith([aProgramme(), ana, away, aPerson("Carla"), three]).commands)[0];
    expect(page?.values.status).toBe("planned");
  });
});

describe("the check-in", () => {
  const programme = (more = {}) =>
    aProgramme({ format: "circle", roundWeeks: 26, end: null, everyWeeks: 2, checkIn: true, ...more });
  const circle = (names: string[]) => aPair(names);
  const checkIn = (rows: Row[], busy?: BusyTimes) => {
    const pages = created(decideWith([...rows], busy, at("2027-01-07T08:00:00Z")).commands);
    const [page] = pages
      .filter(one => one.values.kind === "check_in")
      .sort((a, b) => whenOf(a.values).startsAt - whenOf(b.values).startsAt);
    return page === undefined || page.values.when === null
      ? null
      : toLocalIso(whenOf(page.values).startsAt, BERLIN).slice(0, 16);
  };
  const names = ["Ana", "Boris", "Carla"];

  test("is ten minutes on the first working day, as early as all can", () => {
    const people = names.map(name => aPerson(name));
    expect(checkIn([programme(), ...people, circle(names)])).toBe("2027-01-11T09:00");
    const busy = busyWith({ Carla: [between("2027-01-11T08:00:00Z", "2027-01-11T09:30:00Z")] });
    expect(checkIn([programme(), ...people, circle(names)], busy)).toBe("2027-01-11T10:30");
  });

  test("is on Tuesday when somebody does not work on Mondays", () => {
    const people = [ana, boris, aPerson("Carla", { hours: "Tue-Fri 9-17" })];
    expect(checkIn([programme(), ...people, circle(names)])).toBe("2027-01-12T09:00");
  });

  test("is made once a week to the end of the round, on the same morning", () => {
    const people = names.map(name => aPerson(name));
    let world = aMirror([programme({ roundWeeks: 4 }), ...people, circle(names)]);
    for (let day = 0; day < 21; day += 1) world = settled(world, at("2027-01-07T08:00:00Z") + day * 24 * HOUR).mirror;
    const days = world.rows
      .filter(row => row.source === "sessions" && row.values.kind === "check_in")
      .map(row => localDate(whenOf(row.values).startsAt, BERLIN));
    expect(days.sort()).toEqual(["2027-01-11", "2027-01-18", "2027-01-25", "2027-02-01"]);
  });

  test("nobody is asked about it afterwards: it is over", () => {
    const people = names.map(name => aPerson(name));
    const row = aSession(circle(names), {
      kind: "check_in",
      key: "",
      when: on("2027-01-11T08:00:00Z", "2027-01-11T08:10:00Z"),
    });
    const world = settled(
      aMirror([programme({ status: "paused" }), ...people, circle(names), row]),
      at("2027-01-11T09:00:00Z"),
    ).mirror;
    expect(world.rows.find(one => one.id === row.id)?.values.status).toBe("over");
  });
});

describe("a newcomer to a session that is planned", () => {
  const wednesday = on("2027-01-13T09:00:00Z", "2027-01-13T09:45:00Z");
  const rows = (group: Row) => [
    aProgramme(),
    ana,
    boris,
    aPerson("Carla"),
    group,
    aSession(group, { when: wednesday, title: "Talk" }),
  ];
  const invitedTwo = (group: Row, replies: Guest["reply"][] = ["accepted", "accepted"]) => {
    const session = sessionOf(aSession(group, { when: wednesday, title: "Talk" }));
    const draft = aDraft({ title: "Talk" });
    const link = aLink(session, draft);
    const guests = draft.guestEmails.map((address, index) => ({ email: address, reply: replies[index]! }));
    return { links: [link], events: [anEvent(link, draft, { guests })] };
  };
  const three = aPair(["Ana", "Boris", "Carla"]);
  const joined = (busy: BusyTimes, group = three, more: Row[] = []) => {
    const { mirror, done } = settled(aMirror([...rows(group), ...more], invitedTwo(group)), THURSDAY, busy);
    const session = mirror.rows.find(row => row.source === "sessions")!;
    const guests = mirror.events[0]!.guests.map(guest => guest.email).sort();
    return {
      session,
      guests,
      event: mirror.events[0]!,
      mails: done.filter(one => one.kind === "change_event").flatMap(one => one.mailed),
      comments: done.flatMap(one => (one.kind === "comment" ? one.text : [])),
    };
  };

  test("who is free then is invited, and nobody else is mailed", () => {
    const { session, guests, mails } = joined(busyWith({}));
    expect(session.values.when).toEqual(wednesday);
    expect([guests, mails]).toEqual([[email("Ana"), email("Boris"), email("Carla")], [email("Carla")]]);
  });

  test("who is busy then moves it, to a time that suits all three", () => {
    const busy = busyWith({ Carla: [between("2027-01-13T08:00:00Z", "2027-01-13T16:00:00Z")] });
    const { session, guests, event, comments } = joined(busy);
    expect(session.values.when).not.toEqual(wednesday);
    expect(comments).toEqual([expect.stringMatching(/^Carla joined the group and isn’t free .*Wed 13 January, 10:00/)]);
    expect(localDate(whenOf(session.values).startsAt, BERLIN)).not.toBe("2027-01-13");
    expect(event.startsAt).toBe(whenOf(session.values).startsAt);
    expect(guests).toContain(email("Carla"));
  });

  test("who is never free costs the others nothing: they meet when they would have", () => {
    const busy = busyWith({ Carla: [between("2027-01-01T00:00:00Z", "2027-02-01T00:00:00Z")] });
    const { session, guests, mails } = joined(busy);
    expect([session.values.when, session.values.status]).toEqual([wednesday, "planned"]);
    expect([guests, mails]).toEqual([[email("Ana"), email("Boris")], []]);
  });

  test("whose calendar can't be read costs the others nothing either", () => {
    const { session, guests } = joined(busyWith({ Carla: null }));
    expect(session.values.when).toEqual(wednesday);
    expect(guests).toEqual([email("Ana"), email("Boris")]);
  });

  test("to a circle moves nothing: who is busy is not invited this time", () => {
    const circle = aPair(["Ana", "Boris", "Carla", "Dan"]);
    const busy = busyWith({ Carla: [between("2027-01-13T08:00:00Z", "2027-01-13T16:00:00Z")] });
    const { session, guests, mails } = joined(busy, circle, [aPerson("Dan")]);
    expect(session.values.when).toEqual(wednesday);
    expect(guests).not.toContain(email("Carla"));
    expect(mails).not.toContain(email("Carla"));
  });

  test("to a circle comes if they are free, also where another who joined is not", () => {
    const circle = aPair(["Ana", "Boris", "Carla", "Dan"]);
    const busy = busyWith({ Carla: [between("2027-01-13T08:00:00Z", "2027-01-13T16:00:00Z")] });
    const { guests, mails } = joined(busy, circle, [aPerson("Dan")]);
    expect(guests).toEqual([email("Ana"), email("Boris"), email("Dan")]);
    expect(mails).toEqual([email("Dan")]);
  });

  test("while the programme is paused nothing moves, and who is busy then is not invited", () => {
    const busy = busyWith({ Carla: [between("2027-01-13T08:00:00Z", "2027-01-13T16:00:00Z")] });
    const [, ...others] = rows(three);
    const { mirror, done } = settled(
      aMirror([aProgramme({ status: "paused" }), ...others], invitedTwo(three)),
      THURSDAY,
      busy,
    );
    expect(mirror.rows.find(row => row.source === "sessions")!.values.when).toEqual(wednesday);
    expect(mirror.events[0]!.guests.map(guest => guest.email)).toEqual([email("Ana"), email("Boris")]);
    expect(done.filter(one => one.kind === "change_event").flatMap(one => one.mailed)).toEqual([]);
  });

  test("a person who comes back is put on the sessions of the days they are there", () => {
    const away = [aProgramme(), ana, boris, aPerson("Carla", { away: on("2027-01-04", "2027-01-13") }), three];
    const invited = invitedTwo(three);
    const world = settled(
      aMirror([...away, aSession(three, { when: wednesday, title: "Talk" })], invited),
      THURSDAY,
    ).mirror;
    expect(world.events[0]!.guests).toHaveLength(2);
  });

  describe("and one who declined", () => {
    const two = aPair(["Ana", "Boris"]);
    const declined = (status: Guest["reply"] = "declined") => {
      const rowsOfTwo = [aProgramme(), ana, boris, two, aSession(two, { when: wednesday, title: "Talk" })];
      return aMirror(rowsOfTwo, invitedTwo(two, ["accepted", status]));
    };

    test("the session of two is offered at another time, once, and asks them again", () => {
      const taken = busyWith({ Boris: [between("2027-01-13T08:00:00Z", "2027-01-13T16:00:00Z")] });
      const { mirror, done } = settled(declined(), THURSDAY, taken);
      expect(done.flatMap(one => (one.kind === "comment" ? one.text : []))).toEqual([
        expect.stringMatching(/^Boris can’t make it, so here is the next time that is free for all: /),
      ]);
      const session = mirror.rows.find(row => row.source === "sessions")!;
      expect(session.values.when).not.toEqual(wednesday);
      expect(mirror.events[0]?.guests).toContainEqual({ email: email("Boris"), reply: "needsAction" });
      expect(mirror.links[0]?.wasReoffered).toBe(true);
      const again = {
        ...mirror,
        events: mirror.events.map(one => ({
          ...one,
          etag: "n",
          guests: one.guests.map(guest => ({ ...guest, reply: "declined" as const })),
        })),
      };
      const moved = settled(again, THURSDAY, taken).mirror.rows.find(row => row.source === "sessions")!;
      expect(moved.values.when).toEqual(session.values.when);
    });

    test.each(["accepted", "tentative", "needsAction"] as const)("%s is no decline: nothing moves", status => {
      const { mirror } = settled(declined(status), THURSDAY);
      expect(mirror.rows.find(row => row.source === "sessions")?.values.when).toEqual(wednesday);
    });

    test("without another time it is left to the people, and not tried again", () => {
      const full = busyWith({ Ana: [between("2027-01-01T00:00:00Z", "2027-02-01T00:00:00Z")] });
      const { mirror } = settled(declined(), THURSDAY, full);
      expect(mirror.rows.find(row => row.source === "sessions")?.values).toMatchObject({
        when: wednesday,
        status: "planned",
      });
      expect(mirror.links[0]?.wasReoffered).toBe(true);
    });
  });
});

describe("a group that ended", () => {
  const ended = aPair(["Ana", "Boris"], { status: "ended" });
  const statusAfter = (group: Row, when: ReturnType<typeof on>) => {
    const { mirror } = settled(
      aMirror([aProgramme({ status: "paused" }), ana, boris, group, aSession(group, { when })]),
      at("2027-01-13T08:00:00Z"),
    );
    return mirror.rows.find(row => row.source === "sessions")?.values.status;
  };
  test("its coming sessions are cancelled, those that began are not", () => {
    expect(statusAfter(ended, on("2027-01-13T09:00:00Z", "2027-01-13T09:45:00Z"))).toBe("cancelled");
    expect(statusAfter(ended, on("2027-01-13T07:50:00Z", "2027-01-13T08:35:00Z"))).toBe("planned");
  });

  test("a group people made and ended keeps the sessions they made", () => {
    expect(
      statusAfter(
        { ...ended, values: { ...ended.values, key: "" } },
        on("2027-01-13T09:00:00Z", "2027-01-13T09:45:00Z"),
      ),
    ).toBe("planned");
  });
});

test("groups that are drafts, and programmes that are not active, get no sessions", () => {
  for (const rows of [
    [aProgramme(), ana, boris, aPair(["Ana", "Boris"], { status: "draft" })],
    [aProgramme({ status: "paused" }), ana, boris, pair],
    [aProgramme({ status: "draft" }), ana, boris, pair],
    [aProgramme(), ana, boris, aPair(["Ana", "Boris"], { round: null })],
  ])
    expect(decideWith(rows)).toMatchObject({ commands: [], needs: null });
});
