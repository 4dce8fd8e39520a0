import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Command } from "../../../src/core/domain/command.ts";
import { entityOf, mailsOf } from "../../../src/core/domain/commands.ts";
import type { EventCopy, Guest } from "../../../src/core/domain/event.ts";
import { type LetterKey, letterEventId, parseLetterId } from "../../../src/core/domain/letter.ts";
import { DAY } from "../../../src/core/domain/values/time.ts";
import { reachOf } from "../../../src/core/plan/massChangeGuard.ts";
import { LETTERS } from "../../../src/core/rules/guards/limit.ts";
import { lettersOf } from "../../../src/core/state/letters.ts";
import type { Mirror } from "../../../src/core/state/mirror.ts";
import type { PageChange } from "../../../src/core/state/pageChanges.ts";
import { snapshotOf } from "../../../src/core/state/snapshot.ts";
import { aMirror, anId, aPerson, aProgramme, applied, at, decided, MONDAY, on, settled } from "../../world/builders.ts";

const NEW = aPerson("Ana", { consent: null });
const world = (more: Parameters<typeof aMirror>[1] = {}, rows = [NEW]) =>
  aMirror([aProgramme({ coordinator: [anId("Maria")] }), aPerson("Maria", { programmes: [] }), ...rows], more);
const lettersIn = (commands: readonly Command[]) =>
  commands.flatMap(command => (command.kind === "send_letter" ? [command] : []));
/** The world once its reader has replied to every letter. */
const replied = (mirror: Mirror, reply: Guest["reply"]): Mirror => ({
  ...mirror,
  events: mirror.events.map(
    (event): EventCopy =>
      event.letterMark === undefined ? event : { ...event, guests: event.guests.map(guest => ({ ...guest, reply })) },
  ),
});
const person = (mirror: Mirror, name = "Ana") => snapshotOf(mirror).people.get(anId(name));

describe("a letter's event id", () => {
  test("says what the letter is about, in letters and digits Google takes", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(LETTERS) as LetterKey["kind"][])),
        fc.uuid(),
        fc.uuid(),
        fc.string({ unit: "grapheme", maxLength: 40 }),
        (kind, personId, programmeId, cause) => {
          const key = { kind, personId, programmeId, cause };
          const id = letterEventId(key);
          expect(id).toMatch(/^[0-9a-v]{5,1024}$/);
          expect(parseLetterId(id)).toEqual(key);
        },
      ),
    );
  });

  test("is not mistaken in a session's event, a copy or an invented one", () => {
    for (const id of ["krug0123", "krugletter", "krugletterzzz", "krugletterc5h66p35cpjmgqbaddm6q", ""])
      expect(parseLetterId(id)).toBeNull();
  });
});

describe("a new person", () => {
  test("gets one letter, which lies on the next working morning and is one mail", () => {
    const { done, mirror } = settled(world(), MONDAY);
    const [letter, ...others] = lettersIn(done);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({
      draft: {
        email: "ana@example.org",
        title: "Pairs: welcome",
        startsAt: at("2027-01-12T08:00:00Z"),
        endsAt: at("2027-01-12T08:15:00Z"),
        zone: "Europe/Berlin",
      },
    });
    expect(letter?.draft.description).toContain("If you have questions, write to: Maria.");
    expect([mailsOf(letter!), reachOf([letter!]).invitations, entityOf(letter!)]).toEqual([1, 1, letter?.eventId]);
    expect(decided(mirror, MONDAY + DAY)).toEqual([]);
  });

  test("who is silent is reminded a week later, and never again", () => {
    const { mirror } = settled(world(), MONDAY);
    expect(lettersIn(decided(mirror, MONDAY + 7 * DAY - 1))).toEqual([]);
    const reminded = settled(mirror, MONDAY + 7 * DAY);
    expect(lettersIn(reminded.done).map(one => one.draft.title)).toEqual(["Pairs: you are still welcome"]);
    expect(lettersIn(decided(reminded.mirror, MONDAY + 30 * DAY))).toEqual([]);
    expect(person(reminded.mirror)?.programmeIds).toEqual([anId("programme")]);
  });

  test("who accepts has consented on that day, and is not reminded", () => {
    const { mirror } = settled(replied(settled(world(), MONDAY).mirror, "accepted"), MONDAY + DAY);
    expect(person(mirror)?.consentedOn).toBe("2027-01-12");
    expect(lettersIn(decided(mirror, MONDAY + 10 * DAY))).toEqual([]);
  });

  test("who declines has left that programme and no other, and is asked nothing more", () => {
    const other = anId("other");
    const rows = [aPerson("Ana", { consent: null, programmes: [anId("programme"), other] })];
    const { mirror } = settled(replied(settled(world({}, rows), MONDAY).mirror, "declined"), MONDAY + DAY);
    expect(person(mirror)?.programmeIds).toEqual([other]);
    expect(person(mirror)?.status).toBe("active");
    expect(lettersIn(decided(mirror, MONDAY + 10 * DAY))).toEqual([]);
  });

  test("whom a coordinator adds again after a no stays added: a reply counts once", () => {
    const { mirror } = settled(replied(settled(world(), MONDAY).mirror, "declined"), MONDAY + DAY);
    const again = {
      ...mirror,
      rows: mirror.rows.map(row => (row.id === NEW.id ? { ...NEW, values: { ...NEW.values } } : row)),
    };
    const { mirror: later } = settled(again, MONDAY + 2 * DAY);
    expect(person(later)?.programmeIds).toEqual([anId("programme")]);
  });

  test("who says no and then yes is back in", () => {
    const { mirror } = settled(replied(settled(world(), MONDAY).mirror, "declined"), MONDAY + DAY);
    const { mirror: back } = settled(replied(mirror, "accepted"), MONDAY + 2 * DAY);
    expect(person(back)).toMatchObject({ programmeIds: [anId("programme")], consentedOn: "2027-01-13" });
  });

  test("of two programmes gets one letter this week and the other the next", () => {
    const two = aProgramme({ name: "Circles", format: "circle" }, anId("other"));
    const rows = [two, aPerson("Ana", { consent: null, programmes: [anId("programme"), anId("other")] })];
    const first = settled(world({}, rows), MONDAY);
    expect(lettersIn(first.done)).toHaveLength(1);
    expect(lettersIn(decided(first.mirror, MONDAY + 6 * DAY))).toEqual([]);
    expect(
      lettersIn(decided(first.mirror, MONDAY + 7 * DAY))
        .map(one => one.draft.title.split(":")[0])
        .sort(),
    ).toHaveLength(1);
  });

  test.each([
    ["has consented already", { consent: on("2027-01-04") }],
    ["is on leave", { away: on("2027-01-01", "2027-01-20") }],
    ["has left", { status: "left" }],
    ["is in no programme", { programmes: [] }],
  ])("who %s gets none", (_, values) => {
    expect(lettersIn(settled(world({}, [aPerson("Ana", { consent: null, ...values })]), MONDAY).done)).toEqual([]);
  });

  test.each(["draft", "paused", "ended"])("of a programme that is %s gets none", status => {
    const mirror = aMirror([aProgramme({ status }), NEW]);
    expect(lettersIn(settled(mirror, MONDAY).done)).toEqual([]);
  });
});

describe("a letter that was sent", () => {
  test("is no meeting, whoever is put on it, and is never sent again even when it was deleted", () => {
    const { mirror } = settled(world({}, [NEW, aPerson("Boris"), aPerson("Carla")]), MONDAY);
    const guests = ["boris", "carla"].map(name => ({ email: `${name}@example.org`, reply: "accepted" as const }));
    const events = mirror.events.map(event =>
      event.letterMark === undefined ? event : { ...event, guests: [...event.guests, ...guests] },
    );
    expect(decided({ ...mirror, events }, MONDAY + 60_000)).toEqual([]);
    const stub = (event: EventCopy): EventCopy =>
      ({ ...event, isCancelled: true, startsAt: null, letterMark: undefined }) as never;
    const gone = {
      ...mirror,
      events: mirror.events.map(event => (event.letterMark === undefined ? event : stub(event))),
    };
    expect(lettersIn(decided(gone, MONDAY + 60_000))).toEqual([]);
    expect(lettersOf(snapshotOf(gone))).toMatchObject([{ kind: "kick_off", personId: NEW.id }]);
  });

  test("is found again when only its event is left", () => {
    const { mirror } = settled(world(), MONDAY);
    const lost = { ...mirror, actedOn: [] };
    expect(applied(lost, []).events).toEqual(mirror.events);
    expect(lettersIn(decided(lost, MONDAY + 60_000))).toEqual([]);
  });
});

describe("the morning of a letter", () => {
  const LED = aProgramme({ coordinator: [anId("Maria")] });
  /** When the first letters to a person who was just entered come. */
  const mornings = (values: object, now: string) => {
    const people = [aPerson("Maria", { programmes: [] }), aPerson("Ana", { consent: null, ...values })];
    const letters = lettersIn(settled(aMirror([LED, ...people]), at(now)).done);
    return letters.map(({ draft }) => new Date(draft.startsAt).toISOString());
  };

  test.each([
    ["Friday's waits for Monday", {}, "2027-01-15T10:00:00Z", "2027-01-18T08:00:00.000Z"],
    ["is in their own zone", { zone: "America/New_York" }, "2027-01-13T12:00:00Z", "2027-01-14T14:00:00.000Z"],
    ["is on a day they work", { hours: "Thu 10-12" }, "2027-01-11T12:00:00Z", "2027-01-14T09:00:00.000Z"],
    ["is after a leave", { away: on("2027-01-12", "2027-01-13") }, "2027-01-11T12:00:00Z", "2027-01-14T08:00:00.000Z"],
    ["begins on a quarter", { hours: "Mon-Fri 9:10-17" }, "2027-01-11T12:00:00Z", "2027-01-12T08:15:00.000Z"],
    ["does not come within a long leave", { away: on("2027-01-12", "2027-02-13") }, "2027-01-11T12:00:00Z"],
  ])("%s", (_, values, now, ...expected) => {
    expect(mornings(values, now)).toEqual(expected);
  });

  test("gives each letter a quarter of its own", () => {
    const noon = at("2027-01-11T12:00:00Z");
    const { mirror } = settled(aMirror([LED, aPerson("Maria", { programmes: [] }), NEW]), noon);
    const changed: PageChange = { pageId: NEW.id, what: "email", was: "ana@example.org", at: noon };
    const email = "ana.new@example.org";
    const rows = mirror.rows.map(row => (row.id === NEW.id ? { ...row, values: { ...row.values, email } } : row));
    const claim = { pageId: NEW.id, as: "email", isFirst: true } as const;
    const addressClaims = ["ana@example.org", email].map((one, since) => ({
      ...claim,
      address: one,
      email: one,
      since,
    }));
    const after = { ...mirror, rows, addressClaims, pageChanges: [changed] };
    const [letter, ...others] = lettersIn(decided(after, noon + DAY / 24));
    expect(others).toEqual([]);
    expect(mirror.events.map(({ startsAt }) => startsAt)).toContain(at("2027-01-12T08:00:00Z"));
    expect(letter?.draft.startsAt).toBe(at("2027-01-12T08:15:00Z"));
  });
});
