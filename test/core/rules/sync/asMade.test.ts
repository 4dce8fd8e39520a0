import { describe, expect, test } from "vitest";
import type { CommandOf } from "../../../../src/core/domain/command.ts";
import type { EventCopy } from "../../../../src/core/domain/event.ts";
import type { Base, Link } from "../../../../src/core/domain/link.ts";
import { instanceIdFor, marksOf, type Series } from "../../../../src/core/domain/series.ts";
import { DAY } from "../../../../src/core/domain/values/time.ts";
import { linkAsMade, seriesAsMade } from "../../../../src/core/rules/sync/asMade.ts";
import { baseMark } from "../../../../src/core/rules/sync/baseMark.ts";

const AT = Date.parse("2027-01-11T10:00:00Z");
const base: Base = {
  title: "Ana & Boris",
  startsAt: AT,
  endsAt: AT + 45 * 60_000,
  isCancelled: false,
  guestEmails: ["ana@example.org", "boris@example.org"],
  description: "Your meeting",
};
const link = (wanted: Partial<Base>): Link => ({
  sessionId: "s",
  eventId: "krugsg0",
  generation: 0,
  seriesId: null,
  originalStart: null,
  base: { ...base, ...wanted },
  tombstone: null,
  wasReoffered: false,
});
const made = (as: Base): EventCopy => ({
  id: "krugsg0",
  etag: '"1"',
  isCancelled: false,
  title: as.title,
  description: as.description,
  startsAt: as.startsAt,
  endsAt: as.endsAt,
  guests: as.guestEmails.map(email => ({ email, reply: "needsAction" })),
  meetLink: null,
  htmlLink: null,
  updatedAt: AT,
  sessionId: "s",
  baseMark: baseMark(as),
  seriesId: null,
  originalStart: null,
});

test("an event made as it is wanted now is agreed on as it is", () => {
  expect(linkAsMade(link({}), made(base))).toEqual(link({}));
});

test("somebody who joined after the event was made is yet to be invited, not taken for taken off by hand", () => {
  const carla = "carla@example.org";
  const agreed = linkAsMade(link({ guestEmails: [...base.guestEmails, carla] }), made(base)).base;
  expect(agreed.guestEmails).toEqual(base.guestEmails);
});

test("somebody who left after the event was made is yet to be taken off, not taken for a guest of the people's", () => {
  const agreed = linkAsMade(link({ guestEmails: ["ana@example.org"] }), made(base)).base;
  expect(agreed.guestEmails).toEqual(base.guestEmails);
});

test("a page renamed and moved after the event was made is agreed on as the event was made, so that the edit is carried over", () => {
  const agreed = linkAsMade(link({ title: "Code review", startsAt: AT + 1, endsAt: AT + 2 }), made(base)).base;
  expect(agreed).toMatchObject({ title: base.title, startsAt: base.startsAt, endsAt: base.endsAt });
});

describe("a recurring event that is there already", () => {
  const CARLA = "carla@example.org";
  const ID = "krugs0";
  const WEEK = 7 * DAY;
  const starts = [AT, AT + WEEK, AT + 2 * WEEK];
  const HOUR = 60 * 60_000;
  const sessions = Object.fromEntries(starts.map((start, index) => [String(start), `s${index}`]));
  const series: Series = {
    id: ID,
    groupId: "g",
    kind: "session",
    generation: 0,
    zone: "Europe/Berlin",
    sessions,
    base: { title: base.title, description: base.description, guestEmails: base.guestEmails },
    master: {
      etag: '"0"',
      isCancelled: false,
      title: base.title,
      description: base.description,
      startsAt: AT,
      endsAt: AT + HOUR,
      zone: "Europe/Berlin",
      guests: base.guestEmails.map(email => ({ email, reply: "needsAction" })),
      recurrence: [],
      marks: {},
    },
    isMarked: true,
    heir: null,
  };
  const links = starts.map((start, index) => ({
    ...link({ startsAt: start, endsAt: start + 45 * 60_000 }),
    sessionId: `s${index}`,
    eventId: instanceIdFor(ID, start),
    seriesId: ID,
    originalStart: start,
  }));
  const exceptions = [{ originalStart: AT, change: { title: "Tea", guests: series.master.guests } }];
  const command: CommandOf<"create_series"> = {
    kind: "create_series",
    key: "k",
    draft: { ...series.master, guestEmails: base.guestEmails, guestsMayMove: true },
    series,
    exceptions,
    mailed: [],
    links,
    settles: null,
  };
  /** As it was made for other people or occurrences than are wanted now. */
  const there = (as: Partial<Pick<Series, "sessions" | "base">> = {}): Series["master"] => ({
    ...series.master,
    etag: '"7"',
    marks: marksOf({ ...series, ...as }),
  });
  const instances = starts.map(start => ({ ...made(base), originalStart: start }));
  const forThree = { base: { ...series.base, guestEmails: [...base.guestEmails, CARLA] } };

  test("made as it is wanted now is agreed on as it is", () => {
    const master = there();
    expect(seriesAsMade(command, master, instances)).toEqual({ series: { ...series, master }, links, exceptions });
  });

  test("whose marks are not Krug's tells nothing: what is wanted counts", () => {
    const master = { ...series.master, marks: { colour: "red" } };
    expect(seriesAsMade(command, master, [])).toEqual({ series: { ...series, master }, links, exceptions });
  });

  test("made before Carla joined: she is yet to be invited, to the whole and to each meeting, and no exception lets her in", () => {
    const wanted = {
      ...command,
      series: { ...series, ...forThree },
      links: links.map(one => ({ ...one, base: { ...one.base, ...forThree.base } })),
    };
    const seen = seriesAsMade(wanted, there(), instances);
    expect(seen.series).toMatchObject({
      id: ID,
      sessions,
      base: { title: base.title, guestEmails: base.guestEmails },
      master: { etag: '"7"' },
    });
    expect(seen.links.map(one => one.base.guestEmails)).toEqual(starts.map(() => base.guestEmails));
    expect(seen.exceptions).toEqual([{ originalStart: AT, change: { title: "Tea" } }]);
  });

  test("made with Carla, who has left: she was invited, and is yet to be taken off", () => {
    const master = there(forThree);
    const guests = [...master.guests, { email: CARLA, reply: "accepted" as const }];
    const seen = seriesAsMade(command, { ...master, guests }, instances);
    expect(seen.series.base.guestEmails).toEqual([...base.guestEmails, CARLA]);
    expect(seen.links.map(one => one.base.guestEmails)).toEqual(starts.map(() => [...base.guestEmails, CARLA]));
  });

  test("that goes on from another keeps what its meetings agreed on before, guests as well", () => {
    const before = links.map(one => ({ ...one, base: { ...one.base, guestEmails: ["ana@example.org"] } }));
    const wanted = { ...command, series: { ...series, ...forThree }, links: before, settles: series };
    const seen = seriesAsMade(wanted, there(), instances);
    expect(seen.links).toEqual(before);
    expect(seen.exceptions).toEqual(exceptions);
  });

  test("made for two meetings, when three are wanted now: the third has none", () => {
    const two = Object.fromEntries(Object.entries(sessions).slice(0, 2));
    const seen = seriesAsMade(command, there({ sessions: two }), instances);
    expect(seen.series.sessions).toEqual(two);
    expect(seen.links).toEqual(links.slice(0, 2));
  });

  test("made for three, when two are wanted now: only those two belong to a page", () => {
    const wanted = {
      ...command,
      series: { ...series, sessions: Object.fromEntries(Object.entries(sessions).slice(0, 2)) },
      links: links.slice(0, 2),
    };
    const seen = seriesAsMade(wanted, there(), instances);
    expect(seen.series.sessions).toEqual(sessions);
    expect(seen.links).toEqual(links.slice(0, 2));
  });

  test("one of whose meetings people deleted leaves its session without one", () => {
    const carla = { ...command, series: { ...series, ...forThree } };
    const seen = seriesAsMade(carla, there(), instances.slice(1));
    expect(seen.links.map(one => one.sessionId)).toEqual(["s1", "s2"]);
  });

  test("made before a page got another time: the meeting is agreed on where the series has it, as long as its others", () => {
    const later = starts[1]! + HOUR;
    const moved = {
      ...links[1]!,
      originalStart: later,
      eventId: instanceIdFor(ID, later),
      base: { ...links[1]!.base, startsAt: later, endsAt: later + HOUR },
    };
    const now = { [String(starts[0])]: "s0", [String(later)]: "s1", [String(starts[2])]: "s2" };
    const seen = seriesAsMade(
      { ...command, series: { ...series, sessions: now }, links: [links[0]!, moved, links[2]!] },
      there(),
      instances,
    );
    expect(seen.links[1]).toMatchObject({
      sessionId: "s1",
      eventId: instanceIdFor(ID, starts[1]!),
      originalStart: starts[1],
      base: { title: base.title, startsAt: starts[1], endsAt: starts[1]! + HOUR },
    });
    expect([seen.links[0], seen.links[2]]).toEqual([links[0], links[2]]);
  });
});
