import { expect, test } from "vitest";
import type { EventCopy } from "../../../../src/core/domain/event.ts";
import type { Base, Link } from "../../../../src/core/domain/link.ts";
import { linkAsMade } from "../../../../src/core/rules/sync/asMade.ts";
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

test("a page renamed and moved after the event was made is agreed on as the event was made, so that the edit is carried over", () => {
  const agreed = linkAsMade(link({ title: "Code review", startsAt: AT + 1, endsAt: AT + 2 }), made(base)).base;
  expect(agreed).toMatchObject({ title: base.title, startsAt: base.startsAt, endsAt: base.endsAt });
});
