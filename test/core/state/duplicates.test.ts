import { describe, expect, test } from "vitest";
import type { Row } from "../../../src/core/domain/values/row.ts";
import { MINUTE } from "../../../src/core/domain/values/time.ts";
import { duplicatesAmong, keysToKeep } from "../../../src/core/state/duplicates.ts";
import {
  aDraft,
  aGoal,
  aLink,
  aMirror,
  anEvent,
  aPair,
  aPerson,
  aProgramme,
  aSession,
  aSnapshot,
  decided,
  MONDAY,
  sessionOf,
  settled,
} from "../../world/builders.ts";

const byKrug = { createdBy: "krug", editedBy: "krug" } as const;
const byPerson = { createdBy: "person", editedBy: "person" } as const;
const page = (id: string, more: Partial<Row> = {}): Row => ({
  ...aSession(aPair(["Ana", "Boris"])),
  id,
  ...byKrug,
  ...more,
});
const KEY = String(page("a").values.key);
const none = () => false;

describe("several pages with one key", () => {
  test("each with its own key, or none: nothing is astray", () => {
    const rows = [page("a"), page("b", { values: { key: "" } }), page("c", { values: { key: "" } }), aGoal("Ana")];
    expect(duplicatesAmong(rows, new Map(), none).size).toBe(0);
    expect(keysToKeep(rows, new Map(), new Map())).toEqual(new Map([[KEY, "a"]]));
  });

  test("the page the database knows for the key keeps it, and what a person made is a copy", () => {
    const rows = [page("a", { ...byPerson, createdAt: 0 }), page("b")];
    expect(duplicatesAmong(rows, new Map([[KEY, "b"]]), none)).toEqual(new Map([["a", "copy"]]));
  });

  test("Krug's second page is a twin while nobody wrote on it", () => {
    const rows = [page("a"), page("b"), page("c", { editedBy: "person" })];
    expect(duplicatesAmong(rows, new Map([[KEY, "a"]]), none)).toEqual(
      new Map([
        ["b", "twin"],
        ["c", "touched_twin"],
      ]),
    );
  });

  test("with the database lost, the page that has an event keeps the key, else the eldest of Krug's own", () => {
    const rows = [
      page("a", { ...byPerson, createdAt: MONDAY - MINUTE }),
      page("b", { createdAt: MONDAY }),
      page("c", { createdAt: MONDAY + MINUTE }),
    ];
    expect([...duplicatesAmong(rows, new Map(), none).keys()]).toEqual(["a", "c"]);
    expect([...duplicatesAmong(rows, new Map(), id => id === "c").keys()]).toEqual(["a", "b"]);
  });

  test("a copy stays a copy when the page it was made of is in the trash", () => {
    expect(duplicatesAmong([page("a", byPerson)], new Map([[KEY, "gone"]]), none)).toEqual(new Map([["a", "copy"]]));
    expect(duplicatesAmong([page("a", byPerson)], new Map([[KEY, "a"]]), none).size).toBe(0);
  });

  test("where nobody knows who made a page it is taken for a person's, and never thrown away", () => {
    const rows = [page("a"), page("b", { createdBy: null, editedBy: null })];
    expect(duplicatesAmong(rows, new Map([[KEY, "a"]]), none)).toEqual(new Map([["b", "copy"]]));
  });

  test("the order in which they are read is irrelevant", () => {
    const rows = [page("a", { editedBy: "person" }), page("b"), page("c", byPerson), page("d")];
    expect(duplicatesAmong([...rows].reverse(), new Map(), none)).toEqual(duplicatesAmong(rows, new Map(), none));
  });
});

describe("what becomes of them", () => {
  const group = aPair(["Ana", "Boris"]);
  const world = (extra: readonly Row[], owner: string) => {
    const session: Row = { ...aSession(group), ...byKrug };
    const draft = aDraft({ guestEmails: ["ana@example.org", "boris@example.org"] });
    const link = aLink(sessionOf(session), draft);
    return aMirror([aProgramme(), aPerson("Ana"), aPerson("Boris"), group, session, ...extra], {
      links: [link],
      events: [anEvent(link, draft)],
      keyOwners: new Map([[KEY, owner === "" ? session.id : owner]]),
    });
  };
  const original = aSession(group).id;
  const copy = (more: Partial<Row>): Row => ({ ...aSession(group), id: "0c0c0c0c0c0c4c0c8c0c0c0c0c0c0c0c", ...more });

  test("a person's copy that they have changed loses the key and is a session of its own, with an event of its own", () => {
    const changed = { values: { ...copy({}).values, title: "Once more" } };
    const { mirror, done } = settled(world([copy({ ...byPerson, ...changed })], ""), MONDAY);
    const made = done.filter(command => command.kind === "create_event");
    expect(made.map(command => command.link.sessionId)).toEqual([copy({}).id]);
    expect(mirror.rows.filter(row => row.values.key === KEY).map(row => row.id)).toEqual([original]);
    expect(mirror.links).toHaveLength(2);
    expect(decided(mirror, MONDAY)).toEqual([]);
  });

  test("a twin goes to the trash; nobody is invited to it", () => {
    const commands = decided(world([copy(byKrug)], ""), MONDAY);
    expect(commands.filter(command => command.kind === "trash_page")).toEqual([
      { kind: "trash_page", key: `twin:${copy({}).id}`, source: "sessions", pageId: copy({}).id },
    ]);
    const { mirror, done } = settled(world([copy(byKrug)], ""), MONDAY);
    expect(done.filter(command => command.kind === "create_event")).toEqual([]);
    expect(mirror.rows.map(row => row.id)).not.toContain(copy({}).id);
  });

  test("a twin that people wrote on stays, invites nobody, and says which page counts", () => {
    const { mirror, done } = settled(world([copy({ createdBy: "krug", editedBy: "person" })], ""), MONDAY);
    expect(done.map(command => command.kind)).not.toContain("create_event");
    expect(done.map(command => command.kind)).not.toContain("trash_page");
    const [told] = done.filter(command => command.kind === "comment");
    expect(told).toMatchObject({
      pageId: copy({}).id,
      text: expect.stringContaining(`https://notion.test/${original}`),
    });
    expect(mirror.rows.find(row => row.id === copy({}).id)?.values).toMatchObject({ key: "", status: "cancelled" });
  });

  test("a copied group with other members is another group, and its sessions are its own", () => {
    const values = { ...group.values, name: "Another pair", members: ["somebody else"] };
    const other: Row = { ...group, ...byPerson, values, id: "0d0d0d0d0d0d4d0d8d0d0d0d0d0d0d0d" };
    const snapshot = aSnapshot([aProgramme(), group, other], {
      keyOwners: new Map([[String(group.values.key), group.id]]),
    });
    expect(snapshot.groups.get(other.id)?.key).toBe("");
    expect(snapshot.groups.get(group.id)?.key).toBe(group.values.key);
  });
});
