import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ActedOn } from "../../../src/core/domain/actedOn.ts";
import { propertiesOf } from "../../../src/core/domain/schema.ts";
import type { Row } from "../../../src/core/domain/values/row.ts";
import { HOUR } from "../../../src/core/domain/values/time.ts";
import { copyCause, untouchedCopies, wordsWrittenOver } from "../../../src/core/state/copies.ts";
import { duplicatesAmong } from "../../../src/core/state/duplicates.ts";
import { changesOf } from "../../../src/core/state/pageChanges.ts";
import { aGoal, anId, aPair, aPerson, aProgramme, aSession, aSnapshot, MONDAY } from "../../world/builders.ts";

type KnownOfPages = Parameters<typeof untouchedCopies>[1];

const NOTHING: KnownOfPages = { keyOwners: new Map(), isLinked: () => false, actedOn: [] };
const byPerson = { createdBy: "person", editedBy: "person" } as const;

/** What Notion makes of a page somebody duplicates. */
function copyOf(row: Row, name: string, values: Row["values"] = {}): Row {
  return {
    ...row,
    ...byPerson,
    id: anId(name),
    createdAt: row.createdAt + 60_000,
    values: { ...row.values, ...values },
  };
}

describe("an untouched copy", () => {
  const session = aSession(aPair(["Ana", "Boris"]));
  const known = (rows: readonly Row[], more: Partial<KnownOfPages> = {}) =>
    [...untouchedCopies(rows, { ...NOTHING, ...more }).keys()].sort();

  test.each([
    ["a session", session],
    ["a group", aPair(["Ana", "Boris"])],
    ["a programme", aProgramme()],
    ["a person", aPerson("Ana")],
    ["a goal", aGoal("Ana")],
  ])("of %s is the later page, whatever Krug wrote on either", (_, row) => {
    const copy = copyOf(row, "copy", { krugSays: "An unchanged copy", key: "" });
    expect(known([row, copy])).toEqual([copy.id]);
  });

  test("is one under the title that Notion gives it", () => {
    for (const title of ["Weekly (1)", "Copy of Weekly", "Weekly (copy)", "Копия Weekly"]) {
      const copy = copyOf(session, "copy", { title });
      expect(known([{ ...session, values: { ...session.values, title: "Weekly" } }, copy])).toEqual([copy.id]);
    }
  });

  test("is a page of its own once people changed anything on it", () => {
    const changes: Row["values"][] = [{ title: "Other" }, { group: [anId("other")] }, { questions: "What?" }];
    for (const values of changes) expect(known([session, copyOf(session, "copy", values)])).toEqual([]);
  });

  test("of a group stays one under another name, until other people or another round are in it", () => {
    const group = aPair(["Ana", "Boris"]);
    expect(known([group, copyOf(group, "copy", { name: "Ours" })])).toHaveLength(1);
    const changes: Row["values"][] = [{ members: [anId("Ana"), anId("Carla")] }, { round: 7 }];
    for (const values of changes) expect(known([group, copyOf(group, "copy", values)])).toEqual([]);
  });

  test("stays one when its first page changes, or goes to the trash", () => {
    const copy = copyOf(session, "copy");
    const said = untouchedCopies([session, copy], NOTHING).get(copy.id)?.said ?? "";
    const actedOn = [{ cause: copyCause(copy.id), said, at: MONDAY }];
    const moved = { ...session, values: { ...session.values, title: "Moved" } };
    expect(known([moved, copy], { actedOn })).toEqual([copy.id]);
    expect(known([copy], { actedOn })).toEqual([copy.id]);
    expect(known([session, copyOf(session, "copy", { title: "Mine" })], { actedOn })).toEqual([]);
  });

  test("is known by what its page said before Krug wrote on it, in whatever of several steps, if it was made by then", () => {
    const renamed = { ...session.values, title: "Ana, Boris & Carla" };
    const when = { start: "2027-01-12T11:00:00.000Z", end: "2027-01-12T11:45:00.000Z" };
    const first = wordsWrittenOver(session, { title: renamed.title }, new Map());
    const said = { ...first, at: session.createdAt } as ActedOn;
    const second = wordsWrittenOver({ ...session, values: renamed }, { when }, new Map([[said.cause, said]]));
    const actedOn = [{ ...second, at: session.createdAt } as ActedOn];
    const now = { ...session, values: { ...renamed, when } };
    const copies = [copyOf(session, "before"), copyOf(session, "between", { title: renamed.title })];
    for (const copy of copies) {
      expect(known([now, copy], { actedOn })).toEqual([copy.id]);
      expect(known([now, { ...copy, createdAt: session.createdAt + 2 * HOUR }], { actedOn })).toEqual([]);
      expect(known([now, copy])).toEqual([]);
    }
    expect(wordsWrittenOver(session, { replies: "No reply yet: Ana." }, new Map())).toBeNull();
  });

  test("is known by what its page said before people wrote on it, if it was made by then", () => {
    const now = { ...session, values: { ...session.values, title: "Moved" }, editedAt: session.createdAt + HOUR };
    const edited = changesOf(session, now);
    const copy = copyOf(session, "copy");
    expect(known([now, copy], { edited })).toEqual([copy.id]);
    expect(known([now, { ...copy, createdAt: session.createdAt + 2 * HOUR }], { edited })).toEqual([]);
    expect(known([now, copyOf(session, "copy", { title: "Mine" })], { edited })).toEqual([]);
    expect(known([now, copy])).toEqual([]);
    const twice = { ...now, values: { ...now.values, questions: "What is next?" } };
    const between = copyOf(session, "copy", { title: "Moved" });
    expect(known([twice, between], { edited: changesOf(session, twice) })).toEqual([between.id]);
    expect(known([twice, between], { edited: changesOf(now, twice) })).toEqual([between.id]);
    const mine = { ...now, createdBy: "person" as const, id: anId("mine"), createdAt: session.createdAt + HOUR };
    const first = { ...session, createdBy: "person" as const };
    expect(known([first, mine], { edited: changesOf({ ...first, id: mine.id }, mine) })).toEqual([]);
    expect(changesOf(session, { ...session, values: { ...session.values, replies: "Ana: yes" } })).toEqual([]);
  });

  test("is never the page with an event, nor one that groups or sessions are built on, nor one that Krug made", () => {
    const copy = copyOf(session, "copy");
    expect(known([session, copy], { isLinked: id => id === copy.id })).toEqual([session.id]);
    const group = { ...aPair(["Ana", "Boris"]), ...byPerson };
    const built = copyOf(group, "other");
    const ofCopy = { ...session, values: { ...session.values, group: [built.id] } };
    expect(known([group, built, ofCopy])).toEqual([group.id]);
    expect(
      known([
        { ...session, createdBy: "krug" },
        { ...copy, createdBy: "krug" },
      ]),
    ).toEqual([]);
  });

  test("two blank pages are no page and copy", () => {
    const blank = { ...session, values: { title: "New page" } };
    expect(known([blank, copyOf(blank, "copy")])).toEqual([]);
  });

  test("of somebody in a group takes nobody's place", () => {
    const ana = aPerson("Ana");
    const group = aPair(["Ana", "Boris"]);
    const untouched = aSnapshot([ana, aPerson("Boris"), group, aProgramme(), copyOf(ana, "copy")]);
    expect([...untouched.people.keys()].sort()).toEqual([ana.id, anId("Boris")].sort());
    const renamed = copyOf(ana, "copy", { name: "Ann" });
    const snapshot = aSnapshot([ana, aPerson("Boris"), group, aProgramme(), renamed]);
    expect([...snapshot.people.keys()].sort()).toEqual([ana.id, anId("Boris")].sort());
    expect(snapshot.problems.get(renamed.id)).toEqual([
      { code: "email_twice", email: "ana@example.org", others: ["Ana"] },
    ]);
    expect(snapshot.problems.has(ana.id)).toBe(false);
  });
});

describe("laws of copies", () => {
  const original: Row = { ...aSession(aPair(["Ana", "Boris"])), createdBy: "krug", editedBy: "krug" };
  const KEY = String(original.values.key);
  const aCopy = fc.record({
    createdAt: fc.integer({ min: -120_000, max: 600_000 }),
    createdBy: fc.constantFrom<Row["createdBy"]>("person", null),
    editedBy: fc.constantFrom<Row["editedBy"]>("person", "krug", null),
    title: fc.constantFrom("same", "Other"),
    key: fc.constantFrom(KEY, ""),
  });

  test("whatever is copied, exactly one page owns the key and the time: the one with the event, else the known one", () => {
    fc.assert(
      fc.property(fc.array(aCopy, { maxLength: 5 }), fc.constantFrom("linked", "known"), (copies, how) => {
        const rows = [
          original,
          ...copies.map((copy, index) => ({
            ...original,
            id: anId(`copy ${index}`),
            createdAt: original.createdAt + copy.createdAt,
            createdBy: copy.createdBy,
            editedBy: copy.editedBy,
            values: {
              ...original.values,
              key: copy.key,
              ...(copy.title === "same" ? {} : { title: `${copy.title} ${index}` }),
            },
          })),
        ];
        const isLinked = (id: string) => how === "linked" && id === original.id;
        const keyOwners = new Map(how === "known" ? [[KEY, original.id]] : []);
        const duplicates = duplicatesAmong(rows, keyOwners, isLinked);
        expect(duplicates.has(original.id)).toBe(false);
        expect(rows.filter(row => row.values.key === KEY && !duplicates.has(row.id))).toEqual([original]);
        const waiting = untouchedCopies(rows, { keyOwners, isLinked, actedOn: [] });
        expect(waiting.has(original.id)).toBe(false);
        const same = rows.filter(row => row.values.title === original.values.title && !waiting.has(row.id));
        expect(same).toEqual([original]);
      }),
    );
  });

  test("what is left out of the comparison is what Krug writes and what came of a meeting, and a group's name, no more", () => {
    const afterwards = ["came", "notes", "nextSteps", "withLater"];
    const row = (source: Row["source"], values: Row["values"]): Row => ({ ...original, source, values });
    const needed = {
      title: "T",
      name: "N",
      email: "e",
      owner: ["o"],
      members: ["m"],
      when: "w",
      group: ["g"],
      link: "l",
    };
    for (const source of ["programmes", "people", "roadmap", "groups", "sessions", "resources", "gatherings"] as const)
      for (const [key, { owner }] of Object.entries(propertiesOf(source))) {
        const first = row(source, { ...needed, [key]: "first" });
        const isCompared = !untouchedCopies(
          [first, copyOf(row(source, { ...needed, [key]: "second" }), "copy")],
          NOTHING,
        ).size;
        const isName = source === "groups" && key === "name";
        const isExpected = owner === "people" && !afterwards.includes(key) && !isName;
        expect([source, key, isCompared]).toEqual([source, key, isExpected]);
      }
  });
});
