import { describe, expect, it } from "vitest";
import type { EventCopy } from "../../../../src/core/domain/event.ts";
import type { Link } from "../../../../src/core/domain/link.ts";
import type { Series } from "../../../../src/core/domain/series.ts";
import type { PlainValue, Row } from "../../../../src/core/domain/values/row.ts";
import { HOUR, MINUTE } from "../../../../src/core/domain/values/time.ts";
import { commonSlot, steadyGroups, unlinkedByRhythm } from "../../../../src/core/plan/slots/steady.ts";
import { wantedSlots } from "../../../../src/core/plan/slots/wantedSlots.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
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
  at,
  MONDAY,
  on,
  sessionOf,
} from "../../../world/builders.ts";

type Values = Record<string, PlainValue>;

const BERLIN = "Europe/Berlin";
const PAIR = aPair(["Ana", "Boris"]);
const mail = (name: string) => `${name.toLowerCase()}@example.org`;
const ids = (...names: string[]) => names.map(anId).sort();
const midnight = (day: string) => at(`${day}T00:00:00+01:00`);

/** A recurring event of the pair's sessions, without any yet. */
function aSeries(more: Partial<Series> = {}, guestEmails: string[] = []): Series {
  return {
    id: "s",
    groupId: PAIR.id,
    kind: "session",
    generation: 0,
    zone: BERLIN,
    sessions: {},
    base: { title: "Ana, Boris", description: "", guestEmails },
    master: {
      etag: "1",
      isCancelled: false,
      title: "Ana, Boris",
      description: "",
      startsAt: MONDAY,
      endsAt: MONDAY + HOUR,
      zone: BERLIN,
      guests: [],
      recurrence: [],
      marks: {},
    },
    isMarked: true,
    heir: null,
    ...more,
  };
}

describe("a meeting is due", () => {
  interface Given {
    programme?: Values;
    group?: Values;
    rows?: Row[];
    boris?: Values;
    more?: Partial<Mirror>;
    now?: number;
    met?: string[];
  }
  const due = ({ programme, group, rows = [], boris, more, now = MONDAY, met = [] }: Given = {}) => {
    const pair = aPair(["Ana", "Boris"], group);
    const snapshot = aSnapshot([aProgramme(programme), aPerson("Ana"), aPerson("Boris", boris), pair, ...rows], more);
    return wantedSlots(snapshot, now, new Set(met));
  };
  const key = `session:${PAIR.id}:0`;

  it("with all that is asked of its time", () => {
    const [wanted, ...more] = due();
    expect(more).toEqual([]);
    expect(wanted).toMatchObject({ key, kind: "session", number: 0, existing: null, reason: "new", fallback: null });
    expect(wanted?.request).toEqual({
      id: key,
      memberIds: ids("Ana", "Boris"),
      durationMinutes: 45,
      window: { startsAt: midnight("2027-01-11"), endsAt: midnight("2027-01-18") },
      preferred: null,
      earliest: MONDAY + 18 * HOUR,
    });
  });

  it.each<[string, Given, number]>([
    ["two weeks ahead", { now: midnight("2026-12-28") }, 1],
    ["and no sooner", { now: midnight("2026-12-28") - 1 }, 0],
    ["to the last day of its week", { now: midnight("2027-01-18") - 1 }, 1],
    ["and no later", { now: midnight("2027-01-18") }, 0],
    ["not in a programme that is paused", { programme: { status: "paused" } }, 0],
    ["nor in one that was not begun", { programme: { status: "draft" } }, 0],
    ["nor for a group that waits to be read", { group: { status: "draft" } }, 0],
    ["nor for one that has ended", { group: { status: "ended" } }, 0],
    ["nor for one with a word nobody knows", { group: { status: "maybe" } }, 0],
    ["nor where people found a time themselves", { met: [key] }, 0],
    ["nor where its page was put in the trash", { more: { discarded: new Set([key]) } }, 0],
    ["nor where it is planned", { rows: [aSession(PAIR)] }, 0],
    ["nor where it was called off", { rows: [aSession(PAIR, { status: "cancelled" })] }, 0],
    ["again where no time was found", { rows: [aSession(PAIR, { status: "no_slot", when: null })] }, 1],
    ["not for one alone, the other being away all week", { boris: { away: on("2027-01-11", "2027-01-17") } }, 0],
    ["yet where they are back on its last working day", { boris: { away: on("2027-01-11", "2027-01-14") } }, 1],
    ["not with somebody who has not consented", { boris: { consent: null } }, 0],
  ])("%s", (_, given, count) => {
    expect(due(given)).toHaveLength(count);
  });

  it("names the page that found no time", () => {
    const page = aSession(PAIR, { status: "no_slot", when: null });
    expect(due({ rows: [page] })[0]?.existing?.id).toBe(page.id);
  });

  it("may slip into the weeks up to the next one, for those who are there then", () => {
    const fortnight = { everyWeeks: 2, roundWeeks: 2 };
    const later = { startsAt: midnight("2027-01-18"), endsAt: midnight("2027-01-25") };
    expect(due({ programme: fortnight })[0]?.fallback).toEqual({ window: later, memberIds: ids("Ana", "Boris") });
    const away = { away: on("2027-01-18", "2027-01-24") };
    expect(due({ programme: fortnight, boris: away })[0]?.fallback).toBeNull();
  });

  it("as a check-in a week ahead, short, on the first working day", () => {
    const programme = { checkIn: true };
    const kinds = (now: number) => due({ programme, now }).map(({ kind }) => kind);
    expect(kinds(midnight("2027-01-04"))).toEqual(["check_in", "session"]);
    expect(kinds(midnight("2027-01-04") - 1)).toEqual(["session"]);
    const [checkIn, session] = due({ programme });
    expect(checkIn?.request).toMatchObject({ durationMinutes: 10, firstWorkingDay: true });
    expect(session?.request).not.toHaveProperty("firstWorkingDay");
  });

  it.each<[string, Values, unknown]>([
    ["that it had before", {}, { weekday: 3, localMinutes: 600, zone: BERLIN }],
    ["not one that was called off", { status: "cancelled" }, null],
    ["not one that was not found", { status: "no_slot" }, null],
    ["not one without a time", { when: null }, null],
    ["not that of a check-in", { kind: "check_in", key: `check_in:${PAIR.id}:0` }, null],
  ])("at the weekly time %s", (_, more, preferred) => {
    const wanted = due({ programme: { roundWeeks: 2 }, rows: [aSession(PAIR, more)], now: midnight("2027-01-12") });
    expect(wanted.find(one => one.number === 1)?.request.preferred).toEqual(preferred);
  });

  it("at the time of the latest of several", () => {
    const next = aSession(PAIR, {
      key: `session:${PAIR.id}:1`,
      when: on("2027-01-19T13:00:00Z", "2027-01-19T13:45:00Z"),
    });
    const rows = [aSession(PAIR), { ...next, id: anId("the next") }];
    const wanted = due({ programme: { roundWeeks: 3 }, rows }).find(one => one.number === 2);
    expect(wanted?.request.preferred).toEqual({ weekday: 2, localMinutes: 14 * 60, zone: BERLIN });
  });
});

describe("a meeting that is planned gets another time", () => {
  interface Given {
    members?: string[];
    invited?: string[];
    declined?: string[];
    people?: Record<string, Values>;
    programme?: Values;
    group?: Values;
    session?: Values;
    link?: Partial<Link>;
    base?: Partial<Link["base"]>;
    event?: Partial<EventCopy>;
    without?: "link" | "event";
    more?: Partial<Mirror>;
    now?: number;
  }
  const moves = (given: Given = {}) => {
    const { members = ["Ana", "Boris"], declined = [], people = {}, now = MONDAY, without } = given;
    const { invited = members } = given;
    const group = aPair(members, given.group);
    const page = aSession(group, given.session);
    const session = sessionOf(page);
    const draft = aDraft({
      guestEmails: invited.map(mail),
      ...(session.startsAt === null ? {} : { startsAt: session.startsAt, endsAt: session.endsAt ?? session.startsAt }),
    });
    const linked = aLink(session, draft);
    const link = { ...linked, base: { ...linked.base, ...given.base }, ...given.link };
    const guests = invited.map(name => ({
      email: mail(name),
      reply: declined.includes(name) ? ("declined" as const) : ("accepted" as const),
    }));
    const event = anEvent(link, draft, { guests, ...given.event });
    const rows = [aProgramme(given.programme), group, page, ...members.map(name => aPerson(name, people[name]))];
    const known = {
      links: without === "link" ? [] : [link],
      events: without === undefined ? [event] : [],
      ...given.more,
    };
    return wantedSlots(aSnapshot(rows, known), now).filter(one => one.reason !== "new");
  };
  const reasons = (given: Given) => moves(given).map(({ reason }) => reason);
  const three = ["Ana", "Boris", "Carla"];
  const four = [...three, "Dan"];
  const newcomer = { members: three, invited: ["Ana", "Boris"] };
  const toMany = { members: four, invited: three };
  const declined = { declined: ["Boris"] };
  const away = (from: string, to: string) => ({ away: on(from, to) });
  const checkIn = (group: Row) => ({ kind: "check_in", key: `check_in:${group.id}:0` });

  it("with all that is asked of it", () => {
    const [wanted] = moves(declined);
    expect(wanted).toMatchObject({ kind: "session", key: `session:${PAIR.id}:0`, number: 0, fallback: null });
    expect(wanted?.request).toEqual({
      id: `move:${anId(`session of ${PAIR.id}`)}`,
      memberIds: ids("Ana", "Boris"),
      durationMinutes: 45,
      window: { startsAt: MONDAY, endsAt: midnight("2027-01-18") },
      preferred: null,
      earliest: MONDAY + 18 * HOUR,
      moves: wanted?.existing?.id,
    });
    expect(moves({ ...declined, now: midnight("2027-01-10") })[0]?.request.window.startsAt).toBe(
      midnight("2027-01-11"),
    );
  });

  it.each<[string, Given, string[]]>([
    ["not while all who are invited may come", {}, []],
    ["for a newcomer to two or three", newcomer, ["newcomer"]],
    ["not for a newcomer to more: only where they are free", toMany, ["newcomer_to_many"]],
    [
      "not for a newcomer in a programme that is paused",
      { ...newcomer, programme: { status: "paused" } },
      ["newcomer_to_many"],
    ],
    ["nor in one that ended", { ...newcomer, programme: { status: "ended" } }, []],
    ["not for a newcomer who has not consented", { ...newcomer, people: { Carla: { consent: null } } }, []],
    ["not for a newcomer who is away then", { ...newcomer, people: { Carla: away("2027-01-13", "2027-01-13") } }, []],
    [
      "not for a newcomer to one alone, the other being away",
      {
        ...newcomer,
        invited: ["Ana"],
        members: ["Ana", "Boris", "Carla"],
        people: { Ana: away("2027-01-13", "2027-01-13"), Boris: away("2027-01-13", "2027-01-13") },
      },
      ["newcomer_to_many"],
    ],
    ["for a first decline among two", declined, ["declined"]],
    ["and among three", { members: three, ...declined }, ["declined"]],
    ["not among four", { members: four, ...declined }, []],
    ["not for a second one", { ...declined, link: { wasReoffered: true } }, []],
    ["not for a decline of a check-in", { ...declined, session: checkIn(PAIR) }, []],
    ["not for a decline while the programme is paused", { ...declined, programme: { status: "paused" } }, []],
    [
      "not for a decline by who is away then",
      { members: three, ...declined, people: { Boris: away("2027-01-13", "2027-01-13") } },
      [],
    ],
    [
      "for who skips it",
      {
        more: {
          actedOn: [
            {
              cause: `skip:${anId(`session of ${PAIR.id}`)}:${anId("Boris")}`,
              said: String(at("2027-01-13T09:00:00Z")),
              at: 0,
            },
          ],
        },
      },
      ["declined"],
    ],
    ["where one is left alone by a leave", { people: { Boris: away("2027-01-13", "2027-01-13") } }, ["alone"]],
    [
      "and where one of three is",
      { members: three, people: { Boris: away("2027-01-13", "2027-01-13"), Carla: away("2027-01-13", "2027-01-13") } },
      ["alone"],
    ],
    ["not where the leave is long", { people: { Boris: away("2027-01-11", "2027-02-20") } }, []],
    [
      "not where nobody is left",
      { people: { Ana: away("2027-01-13", "2027-01-13"), Boris: away("2027-01-13", "2027-01-13") } },
      [],
    ],
    [
      "not in a programme that is paused",
      { programme: { status: "paused" }, people: { Boris: away("2027-01-13", "2027-01-13") } },
      [],
    ],
    ["not for a group of one, which nobody left", { members: ["Ana"] }, []],
  ])("%s", (_, given, expected) => {
    expect(reasons(given)).toEqual(expected);
  });

  it("where one is left alone, for all of them", () => {
    expect(moves({ people: { Boris: away("2027-01-13", "2027-01-13") } })[0]?.request.memberIds).toEqual(
      ids("Ana", "Boris"),
    );
    const two = { members: three, ...declined, people: { Carla: away("2027-01-13", "2027-01-13") } };
    expect(moves(two)[0]?.request.memberIds).toEqual(ids("Ana", "Boris"));
  });

  it.each<[string, Given]>([
    ["of a group that waits to be read", { group: { status: "draft" } }],
    ["that was called off", { session: { status: "cancelled" } }],
    ["whose page has no title", { session: { title: "" } }],
    ["that has begun", { now: at("2027-01-13T09:00:00Z") }],
    ["without an event", { without: "link" }],
    ["whose event was not read yet", { without: "event" }],
    ["whose event is deleted", { event: { isCancelled: true } }],
    ["that both sides called off", { base: { isCancelled: true } }],
    ["that people made", { link: { eventId: "abc" } }],
    ["whose event people made recurring", { event: { isSeries: true } }],
    ["whose event was just moved", { event: { startsAt: at("2027-01-13T09:01:00Z") } }],
    ["whose page was just moved", { base: { startsAt: at("2027-01-13T08:59:00Z") } }],
    ["whose event lasts all day", { event: { startsAt: null } }],
  ])("but not one %s", (_, given) => {
    const known = given.link === undefined ? {} : { event: { id: "abc" } };
    expect(reasons({ ...declined, ...known, ...given })).toEqual([]);
  });

  it("also where page and event differ by seconds", () => {
    expect(reasons({ ...declined, event: { startsAt: at("2027-01-13T09:00:30Z") } })).toEqual(["declined"]);
  });

  it.each<[string, string, string[]]>([
    ["a decline of one more than two weeks ahead waits", "2027-01-25T06:00:01Z", []],
    ["a decline of one two weeks ahead does not", "2027-01-25T06:00:00Z", ["declined"]],
  ])("of a series: %s", (_, start, expected) => {
    const more = { series: [aSeries()] };
    const when = on(start, new Date(Date.parse(start) + 45 * MINUTE).toISOString());
    const given = { ...declined, more, session: { when }, link: { seriesId: "s", originalStart: at(start) } };
    expect(reasons(given)).toEqual(expected);
  });

  it("of a series: who is invited to the whole of it is no newcomer to one far ahead", () => {
    const start = "2027-01-26T09:00:00Z";
    const when = on(start, "2027-01-26T09:45:00Z");
    const link = { seriesId: "s", originalStart: at(start) };
    const of = (guestEmails: string[]) => {
      return reasons({ ...newcomer, session: { when }, link, more: { series: [aSeries({}, guestEmails)] } });
    };
    expect(of(three.map(mail))).toEqual([]);
    expect(of([])).toEqual(["newcomer_to_many"]);
  });
});

describe("a weekly time is looked for", () => {
  interface Given {
    programme?: Values;
    group?: Values;
    rows?: Row[];
    boris?: Values;
    more?: Partial<Mirror>;
    now?: number;
    met?: string[];
  }
  const steady = (given: Given = {}) => {
    const pair = aPair(["Ana", "Boris"], given.group);
    const programme = aProgramme({ roundWeeks: 4, ...given.programme });
    const rows = [programme, aPerson("Ana"), aPerson("Boris", given.boris), pair, ...(given.rows ?? [])];
    return steadyGroups(aSnapshot(rows, given.more), given.now ?? MONDAY, new Set(given.met));
  };
  const keyOf = (number: number) => `session:${PAIR.id}:${number}`;
  const numbers = (given: Given) => steady(given).map(({ spans }) => spans.map(span => span.number));
  const page = (number: number, start: string, more: Values = {}): Row => ({
    ...aSession(PAIR, {
      key: keyOf(number),
      when: on(start, new Date(Date.parse(start) + 30 * MINUTE).toISOString()),
      ...more,
    }),
    id: anId(`page ${number}`),
  });
  const linkOf = (more: Partial<Link> = {}, isCancelled = false): Link => {
    const link = aLink(sessionOf(page(0, "2027-01-13T09:00:00Z")), aDraft());
    const inSeries = { seriesId: "s", originalStart: at("2027-01-13T09:00:00Z") };
    return { ...link, ...inSeries, base: { ...link.base, isCancelled }, ...more };
  };

  it.each<[string, Given, number[][]]>([
    ["for all meetings of the round together", {}, [[0, 1, 2, 3]]],
    ["where there are three", { programme: { roundWeeks: 3 } }, [[0, 1, 2]]],
    ["and not for two", { programme: { roundWeeks: 2 } }, []],
    ["two weeks before the first", { now: midnight("2026-12-28") }, [[0, 1, 2, 3]]],
    ["and no sooner", { now: midnight("2026-12-28") - 1 }, []],
    ["without a week that is over", { now: midnight("2027-01-18") }, [[1, 2, 3]]],
    ["but with one whose last day it is", { now: midnight("2027-01-18") - 1 }, [[0, 1, 2, 3]]],
    ["for the others where people met by themselves", { met: [keyOf(1)] }, [[0, 2, 3]]],
    ["not where too few others are left", { met: [keyOf(1), keyOf(2)] }, []],
    ["for the others where one is in the trash", { more: { discarded: new Set([keyOf(2)]) } }, [[0, 1, 3]]],
    ["for the others where one was held", { rows: [page(0, "2027-01-11T05:00:00Z", { status: "met" })] }, [[1, 2, 3]]],
    ["without a week in which one is alone", { boris: { away: on("2027-01-18", "2027-01-24") } }, [[0, 2, 3]]],
    ["not in a programme that is paused", { programme: { status: "paused" } }, []],
    ["not for a group that waits to be read", { group: { status: "draft" } }, []],
    ["not for one with a word nobody knows", { group: { status: "maybe" } }, []],
    [
      "not where a series waits for its heir",
      { more: { series: [aSeries({ heir: { reason: "moved", links: [] } })] } },
      [],
    ],
    [
      "where another kind of meeting has a series",
      { more: { series: [aSeries({ kind: "check_in", heir: { reason: "moved", links: [] } })] } },
      [[0, 1, 2, 3]],
    ],
    ["not where a series has something to come", { more: { series: [aSeries({})], links: [linkOf()] } }, []],
    ["where that was called off", { more: { series: [aSeries({})], links: [linkOf({}, true)] } }, [[0, 1, 2, 3]]],
    [
      "where that has begun",
      { more: { series: [aSeries({})], links: [linkOf({ originalStart: MONDAY })] } },
      [[0, 1, 2, 3]],
    ],
    [
      "where that is a single event",
      { more: { series: [aSeries({})], links: [linkOf({ seriesId: null })] } },
      [[0, 1, 2, 3]],
    ],
  ])("%s", (_, given, expected) => {
    expect(numbers(given)).toEqual(expected);
  });

  it("goes on where a run ended between: the time its first pages have counts, sooner too", () => {
    const begun = [page(0, "2027-01-13T09:00:00Z"), page(1, "2027-01-20T09:00:00Z")];
    const [found] = steady({ rows: begun, now: midnight("2026-12-20") });
    expect(found).toMatchObject({ begun: 2, fixed: { weekday: 3, localMinutes: 600 }, kind: "session" });
    expect(found?.spans.map(span => [span.number, span.key])).toEqual([2, 3].map(number => [number, keyOf(number)]));
    expect(found?.spans[0]?.window).toEqual({ startsAt: midnight("2027-01-25"), endsAt: midnight("2027-02-01") });
    expect(found?.spans[0]?.memberIds).toEqual(ids("Ana", "Boris"));
    expect(steady()[0]).toMatchObject({ begun: 0, fixed: null });
  });

  it("for check-ins as well", () => {
    expect(steady({ programme: { checkIn: true } }).map(({ kind }) => kind)).toEqual(["session", "check_in"]);
  });

  it.each<[string, Row, boolean]>([
    ["that is planned", page(0, "2027-01-13T09:00:00Z"), true],
    ["that was called off", page(0, "2027-01-13T09:00:00Z", { status: "cancelled" }), false],
    ["that has begun", page(0, "2027-01-11T06:00:00Z"), false],
    ["that has no time", page(0, "2027-01-13T09:00:00Z", { when: null }), false],
    ["of no group", page(0, "2027-01-13T09:00:00Z", { group: [] }), false],
    ["that people made", page(0, "2027-01-13T09:00:00Z", { key: "" }), false],
  ])("a page without an event %s waits for it or not", (_, row, isWaiting) => {
    const rows = [aProgramme(), aPerson("Ana"), aPerson("Boris"), PAIR, row];
    const waiting = (more: Partial<Mirror> = {}) =>
      [...unlinkedByRhythm(aSnapshot(rows, more), MONDAY).values()].flat();
    expect(waiting().map(({ id }) => id)).toEqual(isWaiting ? [row.id] : []);
    expect(waiting({ links: [{ ...linkOf(), sessionId: row.id }] })).toEqual([]);
  });

  it.each<[string, string[], unknown]>([
    ["nothing of none", [], null],
    [
      "what most have",
      ["2027-01-12T09:00:00Z", "2027-01-20T09:00:00Z", "2027-01-27T09:00:00Z"],
      { weekday: 3, localMinutes: 600 },
    ],
    ["the earlier of two", ["2027-01-20T09:00:00Z", "2027-01-12T09:00:00Z"], { weekday: 2, localMinutes: 600 }],
  ])("the time pages have in common is %s", (_, starts, expected) => {
    const sessions = starts.map((start, number) => sessionOf(page(number, start)));
    expect(commonSlot(sessions, BERLIN)).toEqual(expected);
  });
});
