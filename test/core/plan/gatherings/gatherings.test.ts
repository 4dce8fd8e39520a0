import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Command } from "../../../../src/core/domain/command.ts";
import type { Guest } from "../../../../src/core/domain/event.ts";
import type { Row } from "../../../../src/core/domain/values/row.ts";
import { DAY, HOUR } from "../../../../src/core/domain/values/time.ts";
import { reachOf } from "../../../../src/core/plan/massChangeGuard.ts";
import {
  decideGatherings,
  gatheringColumns,
  gatheringProblems,
} from "../../../../src/core/plan/sessions/gatherings.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import { snapshotOf } from "../../../../src/core/state/snapshot.ts";
import { WORDS } from "../../../../src/run/words.ts";
import {
  aGathering,
  aMirror,
  anId,
  aPage,
  aPerson,
  aPlanning,
  aProgramme,
  applied,
  MONDAY,
  on,
} from "../../../world/builders.ts";

const HANA = aPerson("Hana");
const seekers = (...names: string[]) => names.map(name => aPerson(name, { seeks: ["Тестирование"] }));
const emails = (...names: string[]) => names.map(name => `${name.toLowerCase()}@example.org`);
const world = (...rows: Row[]) => aMirror([aProgramme(), HANA, ...rows]);

/** The world once every invitation is as it should be, and what was done for it. */
function invited(mirror: Mirror, now = MONDAY): { mirror: Mirror; done: Command[] } {
  const done: Command[] = [];
  let next = mirror;
  for (let pass = 0; pass < 5; pass += 1) {
    const commands = decideGatherings(aPlanning(snapshotOf(next), now));
    if (commands.length === 0) return { mirror: next, done };
    done.push(...commands);
    next = applied(next, commands);
  }
  throw new Error("there is always something more to do");
}

const guestsOf = (mirror: Mirror) => mirror.events.flatMap(event => event.guests.map(guest => guest.email)).sort();
const replied = (mirror: Mirror, email: string, reply: Guest["reply"]): Mirror => ({
  ...mirror,
  events: mirror.events.map(event => ({
    ...event,
    guests: event.guests.map(guest => (guest.email === email ? { ...guest, reply } : guest)),
  })),
});
const edited = (mirror: Mirror, id: string, values: Row["values"]): Mirror => ({
  ...mirror,
  rows: mirror.rows.map(row => (row.id === id ? { ...row, values: { ...row.values, ...values } } : row)),
});
const CLASS = anId("gathering class");

describe("who is invited to a class", () => {
  it("is its host and all who seek the skill, in whatever language they wrote it", () => {
    const { mirror } = invited(world(...seekers("Ana"), aPerson("Boris", { seeks: ["design"] }), aGathering()));
    expect(guestsOf(mirror)).toEqual(emails("Ana", "Hana"));
  });

  it("is everybody in its programmes where it names no skill, and nobody of others", () => {
    const other = aProgramme({ name: "Others" }, anId("other"));
    const vera = aPerson("Vera", { programmes: [anId("other")] });
    const open = aGathering({ skill: [], programmes: [anId("programme")] });
    const { mirror } = invited(world(other, vera, aPerson("Boris"), open));
    expect(guestsOf(mirror)).toEqual(emails("Boris", "Hana"));
  });

  it("is nobody without consent, on leave that day, outside their hours or gone", () => {
    const rows = [
      aPerson("Ana", { seeks: ["testing"], consent: null }),
      aPerson("Boris", { seeks: ["testing"], away: on("2027-01-13", "2027-01-13") }),
      aPerson("Vera", { seeks: ["testing"], hours: "Mon-Fri 9-11" }),
      aPerson("Gleb", { seeks: ["testing"], status: "left" }),
      ...seekers("Dana"),
      aGathering(),
    ];
    expect(guestsOf(invited(world(...rows)).mirror)).toEqual(emails("Dana", "Hana"));
  });

  it("is also who asked, whatever their hours and what they seek, but not without consent", () => {
    const vera = aPerson("Vera", { hours: "Mon-Fri 9-10" });
    const boris = aPerson("Boris", { consent: null });
    const page = aGathering({ interested: [vera.id, boris.id] });
    expect(guestsOf(invited(world(vera, boris, page)).mirror)).toEqual(emails("Hana", "Vera"));
  });

  it("is an expert from outside whose address stands on the page", () => {
    const page = aGathering({ host: [], otherHosts: "Olga Petrova <Olga@Experts.example>, of Experts Ltd" });
    const { mirror } = invited(world(...seekers("Ana"), page));
    expect(guestsOf(mirror)).toEqual(["ana@example.org", "olga@experts.example"]);
    expect(mirror.events[0]?.description).toContain("Olga Petrova");
    expect(mirror.events[0]?.description).not.toContain("@");
  });

  it("is nobody while the programme is not active, and nobody once it has begun", () => {
    const draft = aMirror([aProgramme({ status: "draft" }), HANA, ...seekers("Ana"), aGathering()]);
    expect(invited(draft).done).toEqual([]);
    expect(invited(world(...seekers("Ana"), aGathering()), Date.parse("2027-01-13T09:00:00Z")).done).toEqual([]);
  });

  it("is each person once: a copy of the page waits for a time of its own", () => {
    const copy = { ...aGathering({}, "copy"), createdAt: MONDAY + HOUR };
    const { mirror } = invited(world(...seekers("Ana"), aGathering(), copy));
    expect(mirror.events).toHaveLength(1);
    expect(mirror.links[0]?.sessionId).toBe(CLASS);
    expect(snapshotOf(mirror).problems.get(copy.id)).toEqual([{ code: "gathering_copy" }]);
    const moved = edited(mirror, copy.id, { when: on("2027-01-14T09:00:00Z", "2027-01-14T10:00:00Z") });
    expect(invited(moved).mirror.events).toHaveLength(2);
  });
});

describe("places", () => {
  const five = seekers("Ana", "Boris", "Vera", "Gleb", "Dana");
  const small = () => invited(world(...five, aGathering({ places: 3 }))).mirror;

  it("are for the others: the host takes none", () => {
    expect(guestsOf(small())).toHaveLength(4);
    const page = snapshotOf(small()).gatherings.get(CLASS);
    expect(page && gatheringColumns(snapshotOf(small()), page, MONDAY, WORDS)).toMatchObject({
      placesLeft: 0,
      waiting: 2,
    });
  });

  it("that somebody declines go to the next, who alone is mailed; who declined stays on the event", () => {
    const before = small();
    const gone = guestsOf(before).find(email => email !== "hana@example.org") ?? "";
    const { mirror, done } = invited(replied(before, gone, "declined"));
    expect(guestsOf(mirror)).toHaveLength(5);
    expect(guestsOf(mirror)).toContain(gone);
    expect(done.flatMap(command => ("mailed" in command ? command.mailed : []))).toHaveLength(1);
  });

  it("go first to who asked for one", () => {
    const page = aGathering({ places: 1, interested: [anId("Dana")] });
    expect(guestsOf(invited(world(...five, page)).mirror)).toEqual(emails("Dana", "Hana"));
  });

  it("go to those who were at the fewest lately: by who came, else by who said they come", () => {
    const earlier = aGathering(
      {
        title: "Before",
        when: on("2027-01-06T09:00:00Z", "2027-01-06T10:00:00Z"),
        came: ["Ana", "Boris", "Vera", "Gleb"].map(anId),
      },
      "before",
    );
    const page = aGathering({ places: 1 });
    expect(guestsOf(invited(world(...five, earlier, page)).mirror)).toEqual(emails("Dana", "Hana"));
  });

  it("stay with those who hold them when there are fewer, and are given out again when there are more", () => {
    const fewer = invited(edited(small(), CLASS, { places: 1 }));
    expect(fewer.done).toEqual([]);
    expect(guestsOf(invited(edited(small(), CLASS, { places: 4 })).mirror)).toHaveLength(5);
  });

  it("none or fewer invite nobody and say so", () => {
    for (const places of [0, -2, 1.5]) {
      const mirror = world(...five, aGathering({ places }));
      expect(invited(mirror).done).toEqual([]);
      expect(snapshotOf(mirror).problems.get(CLASS)).toEqual([{ code: "gathering_places", places }]);
    }
  });

  it("are told no more once it has begun: who joins later changes nothing on its page", () => {
    const before = small();
    const later = { ...before, rows: [...before.rows, ...seekers("Late")] };
    const columns = (mirror: Mirror) => {
      const snapshot = snapshotOf(mirror);
      const page = snapshot.gatherings.get(CLASS);
      return page && gatheringColumns(snapshot, page, Date.parse("2027-01-13T09:00:00Z"), WORDS);
    };
    expect(columns(before)).toMatchObject({ placesLeft: null, waiting: null });
    expect(columns(later)).toEqual(columns(before));
  });

  it("taken by more than there are, since somebody came after all, are told", () => {
    let mirror = small();
    for (const email of guestsOf(mirror)) mirror = replied(mirror, email, "accepted");
    const snapshot = snapshotOf(edited(mirror, CLASS, { places: 2 }));
    const page = snapshot.gatherings.get(CLASS);
    expect(page && gatheringProblems(snapshot, page, MONDAY)).toEqual([
      { code: "gathering_overbooked", accepted: 3, places: 2 },
    ]);
  });

  it("are never exceeded, whoever replies what, and the same world comes to the same invitations", () => {
    const reply = fc.constantFrom<Guest["reply"]>("accepted", "declined", "tentative", "needsAction");
    const replies = fc.array(fc.tuple(fc.nat(5), reply), { maxLength: 12 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), replies, (places, said) => {
        let mirror = invited(world(...five, aGathering({ places }))).mirror;
        const other = invited(aMirror([...world(...five, aGathering({ places })).rows].reverse())).mirror;
        expect(guestsOf(other)).toEqual(guestsOf(mirror));
        const declined = new Set<string>();
        for (const [who, what] of said) {
          const guests = guestsOf(mirror);
          const email = guests[who % guests.length] ?? "";
          // Who changes their mind after the place was passed on takes one that is not theirs any more.
          if (email === "hana@example.org" || declined.has(email)) continue;
          if (what === "declined") declined.add(email);
          mirror = invited(replied(mirror, email, what)).mirror;
          expect(guestsOf(mirror).length - 1 - declined.size).toBeLessThanOrEqual(places);
          expect(new Set(guestsOf(mirror)).size).toBe(guestsOf(mirror).length);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("are not offered anew to those who declined when it moves, where others have them", () => {
    const before = small();
    const gone = guestsOf(before).find(email => email !== "hana@example.org") ?? "";
    const passedOn = invited(replied(before, gone, "declined")).mirror;
    const when = { when: on("2027-01-13T12:00:00Z", "2027-01-13T13:30:00Z") };
    const { mirror } = invited(edited(passedOn, CLASS, when));
    expect(mirror.events[0]?.guests.find(guest => guest.email === gone)?.reply).toBe("declined");
    expect(mirror.events[0]?.startsAt).toBe(Date.parse("2027-01-13T12:00:00Z"));
  });
});

describe("an invitation to a class", () => {
  it("names title, host, skill and place; nobody is mailed when its description changes", () => {
    const page = aGathering({ description: "Bring a laptop.", where: "Room 4", places: 5 });
    const before = invited(world(...seekers("Ana"), page)).mirror;
    const [event] = before.events;
    expect(event?.title).toBe("How to test");
    for (const part of ["Bring a laptop.", "Host: Hana", "About: testing", "Where: Room 4", "please decline"])
      expect(event?.description).toContain(part);
    const { done, mirror } = invited(edited(before, CLASS, { description: "Bring two." }));
    expect(done).toMatchObject([{ kind: "change_event", mailed: [] }]);
    expect(mirror.events[0]?.description).toContain("Bring two.");
  });

  it("goes out to somebody who joins later, and to nobody else", () => {
    const before = invited(world(...seekers("Ana"), aGathering())).mirror;
    const { done } = invited({ ...before, rows: [...before.rows, ...seekers("Vera")] });
    expect(done).toMatchObject([{ kind: "change_event", mailed: emails("Vera") }]);
  });

  it("to two hundred people weighs two hundred", () => {
    const many = Array.from({ length: 200 }, (_, index) => aPerson(`P${index}`, { seeks: ["testing"] }));
    const { done } = invited(world(...many, aGathering({ host: [] })));
    expect(done.map(one => reachOf([one]).invitations)).toEqual([200]);
  });

  it("is called off when the page is cancelled, and everybody on it is told", () => {
    const before = invited(world(...seekers("Ana"), aGathering())).mirror;
    const { done } = invited(edited(before, CLASS, { status: "cancelled" }));
    expect(done).toMatchObject([{ kind: "cancel_event", mailed: emails("Ana", "Hana") }]);
  });

  it("that is deleted in Calendar cancels the page of Events", () => {
    const before = invited(world(...seekers("Ana"), aGathering())).mirror;
    const events = before.events.map(event => ({ ...event, isCancelled: true, updatedAt: MONDAY + DAY }));
    const commands = decideGatherings(aPlanning(snapshotOf({ ...before, events }), MONDAY + DAY));
    expect(commands).toMatchObject([
      { kind: "update_page", source: "gatherings", pageId: CLASS, values: { status: "cancelled" } },
      { kind: "comment", pageId: CLASS },
    ]);
  });

  it("that nobody would get says so", () => {
    const snapshot = snapshotOf(world(aPerson("Ana"), aGathering()));
    const page = snapshot.gatherings.get(CLASS);
    expect(page && gatheringProblems(snapshot, page, MONDAY)).toEqual([{ code: "gathering_for_nobody" }]);
  });
});

describe("a page of Events", () => {
  it("without title, time or with times that make no sense says so, and nobody is invited", () => {
    const codes = (values: Row["values"]) => snapshotOf(world(aGathering(values))).problems.get(CLASS) ?? [];
    expect(codes({ title: "" })).toEqual([{ code: "no_title" }]);
    expect(codes({ when: null })).toEqual([{ code: "gathering_without_time" }]);
    expect(codes({ when: on("2027-01-13") })).toEqual([{ code: "gathering_all_day" }]);
    expect(codes({ when: on("2027-01-13T09:00:00Z", "2027-01-13T08:00:00Z") })).toEqual([
      { code: "gathering_ends_before_start" },
    ]);
    expect(codes({ host: [anId("nobody")] })).toEqual([{ code: "unknown_person" }]);
  });

  it("that is empty is no event", () => {
    expect(invited(world(...seekers("Ana"), aPage("gatherings", CLASS, {}))).done).toEqual([]);
  });
});
