import { describe, expect, test } from "vitest";
import type { EventCopy } from "../../../../src/core/domain/event.ts";
import type { Row } from "../../../../src/core/domain/values/row.ts";
import { DAY, HOUR, MINUTE } from "../../../../src/core/domain/values/time.ts";
import { decideMeetings } from "../../../../src/core/plan/sessions/meetings.ts";
import { isPeoples, meetingKey, parseMeetingKey } from "../../../../src/core/rules/sync/meeting.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import { snapshotOf } from "../../../../src/core/state/snapshot.ts";
import {
  aDraft,
  aLink,
  aMirror,
  anEvent,
  aPair,
  aPerson,
  aPlanning,
  aProgramme,
  aSession,
  at,
  decided,
  MONDAY,
  on,
  sessionOf,
  settled,
} from "../../../world/builders.ts";

const TUESDAY = at("2027-01-12T13:00:00Z");
const pair = aPair(["Ana", "Boris"]);
const key = (number: number | null, eventId = "coffee1") => meetingKey({ groupId: pair.id, number, eventId });

function aMeeting(guests: readonly string[], more: Partial<EventCopy> = {}): EventCopy {
  const link = aLink(sessionOf(aSession(pair)), aDraft());
  return anEvent(link, aDraft(), {
    id: "coffee1",
    sessionId: null,
    title: "Coffee",
    description: "",
    startsAt: TUESDAY,
    endsAt: TUESDAY + HOUR,
    guests: guests.map(name => ({ email: name.includes("@") ? name : `${name}@example.org`, reply: "accepted" })),
    ...more,
  });
}

const PEOPLE = ["Ana", "Boris", "Carla", "Dan", "Eva"].map(name => aPerson(name));
const world = (events: readonly EventCopy[], rows: readonly Row[] = [pair], more: Partial<Mirror> = {}): Mirror =>
  aMirror([aProgramme({ matching: "by_hand" }), ...PEOPLE, ...rows], { events, ...more });
const found = (mirror: Mirror, now = MONDAY) =>
  decideMeetings(aPlanning(snapshotOf(mirror), now)).map(command => {
    const meeting = command.kind === "create_page" ? parseMeetingKey(command.key) : null;
    return [meeting?.groupId, meeting?.number];
  });

describe("a meeting of a group's members on the programme's calendar", () => {
  test("is theirs when most guests and most of the group are on it, an outsider more or less", () => {
    const circle = aPair(["Ana", "Boris", "Carla", "Dan", "Eva"]);
    const on = (guests: string[], rows: Row[] = [pair]) => found(world([aMeeting(guests)], rows));
    expect(on(["ana", "boris"])).toEqual([[pair.id, 0]]);
    expect(on(["ana", "boris", "expert@outside.example"])).toEqual([[pair.id, 0]]);
    expect(on(["ana", "boris", "carla", "dan"])).toEqual([]);
    expect(on(["ana"])).toEqual([]);
    expect(on(["carla", "dan"])).toEqual([]);
    expect(on(["ana", "boris"], [circle])).toEqual([]);
    expect(on(["ana", "boris", "eva"], [circle])).toEqual([[circle.id, 0]]);
  });

  test("of two groups belongs to the one that is more complete", () => {
    const trio = aPair(["Ana", "Boris", "Carla"]);
    expect(found(world([aMeeting(["ana", "boris"])], [trio, pair]))).toEqual([[pair.id, 0]]);
    expect(found(world([aMeeting(["ana", "boris", "carla"])], [pair, trio]))).toEqual([[trio.id, 0]]);
  });

  test.each<[string, Partial<EventCopy>]>([
    ["deleted", { isCancelled: true }],
    ["all day", { startsAt: null, endsAt: null }],
    ["begun", { startsAt: MONDAY, endsAt: MONDAY + HOUR }],
    ["before the round", { startsAt: at("2027-01-11T06:30:00Z") - 2 * DAY }],
    ["after the round", { startsAt: at("2027-01-18T09:00:00Z") }],
    ["recurring", { isSeries: true }],
    ["an occurrence of a series", { seriesId: "coffee0" }],
    ["Krug's own", { id: aLink(sessionOf(aSession(pair)), aDraft()).eventId }],
  ])("is none when it is %s", (_, more) => {
    expect(found(world([aMeeting(["ana", "boris"], more)]))).toEqual([]);
  });

  test("is left alone where the group is a draft or ended, or the programme rests", () => {
    for (const status of ["draft", "ended"])
      expect(found(world([aMeeting(["ana", "boris"])], [aPair(["Ana", "Boris"], { status })]))).toEqual([]);
    const resting = aMirror([aProgramme({ status: "paused" }), ...PEOPLE, pair], {
      events: [aMeeting(["ana", "boris"])],
    });
    expect(found(resting)).toEqual([]);
  });
});

describe("its page", () => {
  test("is made and linked; nobody is invited, no other time is looked for in that week, and then there is rest", () => {
    const { mirror, done } = settled(world([aMeeting(["ana", "boris"])]), MONDAY);
    expect(done.filter(command => /_event$/.test(command.kind))).toEqual([]);
    const sessions = mirror.rows.filter(row => row.source === "sessions");
    expect(sessions.map(row => row.values)).toMatchObject([
      { title: "Coffee", key: key(0), status: "planned", group: [pair.id], when: { start: "2027-01-12T13:00:00Z" } },
    ]);
    expect(mirror.links).toMatchObject([{ eventId: "coffee1", base: { guestEmails: [], description: "" } }]);
    expect(decided(mirror, MONDAY + HOUR)).toEqual([]);
  });

  test("carries the names of the people where the event has no title", () => {
    const [command] = decideMeetings(aPlanning(snapshotOf(world([aMeeting(["ana", "boris"], { title: "" })])), MONDAY));
    expect(command).toMatchObject({ kind: "create_page", values: { title: "Ana & Boris" } });
  });

  test("is one more session where Krug has planned that week's already", () => {
    const session = aSession(pair);
    const draft = aDraft();
    const link = aLink(sessionOf(session), draft);
    const events = [anEvent(link, draft), aMeeting(["ana", "boris"])];
    expect(found(world(events, [pair, session], { links: [link] }))).toEqual([[pair.id, null]]);
  });

  test("is the one that found no slot, if there is one", () => {
    const session = aSession(pair, { status: "no_slot", when: null });
    const { mirror, done } = settled(world([aMeeting(["ana", "boris"])], [pair, session]), MONDAY);
    expect(done.filter(command => command.kind === "create_page" && command.source === "sessions")).toEqual([]);
    const page = mirror.rows.find(row => row.id === session.id);
    expect(page?.values).toMatchObject({ status: "planned", key: key(0), title: "Coffee" });
    expect(mirror.links.map(link => [link.sessionId, link.eventId])).toEqual([[session.id, "coffee1"]]);
  });

  test("two meetings in one week: the sooner stands for the week's session, the other is one more", () => {
    const events = [
      aMeeting(["ana", "boris"], { id: "coffee2", startsAt: TUESDAY + DAY, endsAt: TUESDAY + DAY + HOUR }),
      aMeeting(["ana", "boris"]),
    ];
    const { mirror } = settled(world(events), MONDAY);
    const keys = mirror.rows.filter(row => row.source === "sessions").map(row => row.values.key);
    expect(keys.sort()).toEqual([key(null, "coffee2"), key(0)].sort());
  });

  test("thrown away by somebody is not made again: it was none of theirs, and Krug looks for a time itself", () => {
    const mirror = world([aMeeting(["ana", "boris"])], [pair], { discarded: new Set([key(0)]) });
    const after = settled(mirror, MONDAY).mirror;
    const keys = after.rows.filter(row => row.source === "sessions").map(row => row.values.key);
    expect(keys).toEqual([`session:${pair.id}:0`]);
  });

  test("thrown away by somebody takes the meeting not with it", () => {
    const { mirror } = settled(world([aMeeting(["ana", "boris"])]), MONDAY);
    const rows = mirror.rows.filter(row => row.source !== "sessions");
    const { done } = settled({ ...mirror, rows, discarded: new Set([key(0)]) }, MONDAY + HOUR);
    expect(done.map(command => command.kind)).not.toContain("cancel_event");
  });

  test("with the database lost is found by its key: nothing is made, nobody is invited", () => {
    const { mirror } = settled(world([aMeeting(["ana", "boris"])]), MONDAY);
    const { done } = settled({ ...mirror, links: [], keyOwners: new Map() }, MONDAY + HOUR);
    expect(done.map(command => command.kind)).toEqual(["save_link"]);
  });
});

describe("what people made stays theirs", () => {
  const linkedWorld = () => settled(world([aMeeting(["ana", "boris", "expert@outside.example"])]), MONDAY).mirror;

  test("a member who leaves for a while or joins changes nothing on it", () => {
    const { rows, ...rest } = linkedWorld();
    const away = rows.map(row =>
      row.id === PEOPLE[0]?.id ? { ...row, values: { ...row.values, away: on("2027-01-11", "2027-01-15") } } : row,
    );
    expect(settled({ ...rest, rows: away }, MONDAY + MINUTE).done.filter(one => /_event$/.test(one.kind))).toEqual([]);
  });

  test("declined, it is not offered at another time: it is left to them", () => {
    const mirror = linkedWorld();
    const events = mirror.events.map(event => ({
      ...event,
      guests: event.guests.map(guest => ({ ...guest, reply: "declined" as const })),
    }));
    const { done } = settled({ ...mirror, events }, MONDAY + MINUTE);
    expect(done.filter(command => command.kind !== "update_page")).toEqual([]);
    expect(done.some(command => command.kind === "update_page" && "when" in command.values)).toBe(false);
  });
});

test("a key names group, number and event, and is read back; Krug's own keys are none of these", () => {
  for (const one of [
    { groupId: "a-b", number: 3, eventId: "x:y_1" },
    { groupId: "a", number: null, eventId: "z" },
  ])
    expect(parseMeetingKey(meetingKey(one))).toEqual(one);
  expect(parseMeetingKey("session:abc:0")).toBeNull();
  expect(parseMeetingKey("")).toBeNull();
  expect(isPeoples({ eventId: "coffee1", seriesId: null })).toBe(true);
  expect(isPeoples({ eventId: "coffee1_20270112", seriesId: "coffee1" })).toBe(false);
  expect(isPeoples({ eventId: `krug${"a".repeat(32)}g0`, seriesId: null })).toBe(false);
});
