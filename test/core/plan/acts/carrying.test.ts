import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PlainValue, Row } from "../../../../src/core/domain/values/row.ts";
import type { PageWrite } from "../../../../src/core/plan/acts/act.ts";
import { actKey, undoing, weighAct } from "../../../../src/core/plan/acts/carrying.ts";

const COLUMNS = ["status", "away", "members", "remind"] as const;
const value = fc.oneof<fc.Arbitrary<PlainValue>[]>(
  fc.constantFrom("draft", "active", "ended", ""),
  fc.boolean(),
  fc.constant(null),
  fc.uniqueArray(fc.constantFrom("ana", "boris", "vera")),
  fc.constantFrom({ start: "2027-01-11", end: null }, { start: "2027-01-11", end: "2027-01-24" }),
);
const cells = fc.record(Object.fromEntries(COLUMNS.map(column => [column, value])));
const ids = ["one", "two", "three"];
const world = fc.record(Object.fromEntries(ids.map(id => [id, cells])));
const act = fc.record({
  pages: fc.subarray(ids, { minLength: 1 }),
  seen: fc.subarray([...COLUMNS], { minLength: 1 }),
  values: cells,
  written: fc.nat({ max: 3 }),
});

type World = Map<string, Row>;
const rowsOf = (pages: Record<string, Record<string, PlainValue>>): World =>
  new Map(
    Object.entries(pages).map(([id, values]) => [
      id,
      { id, source: "people", url: "", editedAt: 0, createdAt: 0, editedBy: "person", createdBy: "person", values },
    ]),
  );
const writesOf = (
  rows: World,
  {
    pages,
    seen,
    values,
    written,
  }: { pages: string[]; seen: string[]; values: Record<string, PlainValue>; written: number },
): PageWrite[] =>
  pages.map(pageId => ({
    source: "people",
    pageId,
    seen: Object.fromEntries(seen.map(column => [column, rows.get(pageId)?.values[column] ?? null])),
    values: Object.fromEntries(seen.slice(0, written + 1).map(column => [column, values[column] ?? null])),
  }));

/** Carries an act out as a run does, up to so many writes, after which it breaks off: the outbox knows of those. */
function carried(rows: World, writes: PageWrite[], tried: Set<string>, isUndo = false, most = 9): string {
  const weighed = weighAct({ id: "act", writes }, rows, { tried, isUndo });
  if (weighed.is !== "due") return weighed.is;
  for (const { pageId, values } of weighed.commands.slice(0, most)) {
    const row = rows.get(pageId);
    if (row === undefined) throw new Error("a page that is not there was written");
    tried.add(actKey("act", pageId, isUndo));
    rows.set(pageId, { ...row, values: { ...row.values, ...values } });
  }
  return "due";
}
const said = (rows: World) => JSON.stringify([...rows.values()].map(row => row.values));

describe("an act", () => {
  test("carried out twice, or broken off anywhere and carried on, is as one that was carried out once", () => {
    fc.assert(
      fc.property(world, act, fc.nat({ max: 3 }), (pages, drawn, most) => {
        const [once, often] = [rowsOf(pages), rowsOf(pages)];
        const writes = writesOf(once, drawn);
        carried(once, writes, new Set());
        const tried = new Set<string>();
        carried(often, writes, tried, false, most);
        carried(often, writes, tried);
        expect(carried(often, writes, tried)).toBe("done");
        expect(said(often)).toBe(said(once));
      }),
    );
  });

  test("that is undone leaves every page as it was", () => {
    fc.assert(
      fc.property(world, act, (pages, drawn) => {
        const rows = rowsOf(pages);
        const writes = writesOf(rows, drawn);
        const before = said(rows);
        const tried = new Set<string>();
        carried(rows, writes, tried);
        const undo = undoing(writes);
        expect(carried(rows, undo, tried, true)).toBe("due");
        expect(carried(rows, undo, tried, true)).toBe("done");
        expect(said(rows)).toBe(before);
      }),
    );
  });

  test("changes nothing where a page says otherwise by now, and says which column it is", () => {
    fc.assert(
      fc.property(world, act, value, (pages, drawn, other) => {
        const rows = rowsOf(pages);
        const writes = writesOf(rows, drawn);
        const [first] = writes;
        const column = Object.keys(first?.seen ?? {})[0] ?? "";
        const row = rows.get(first?.pageId ?? "");
        fc.pre(row !== undefined && JSON.stringify(row.values[column]) !== JSON.stringify(other));
        rows.set(row.id, { ...row, values: { ...row.values, [column]: other } });
        const before = said(rows);
        const weighed = weighAct({ id: "act", writes }, rows, { tried: new Set(), isUndo: false });
        expect(weighed).toMatchObject({ is: "stale", otherwise: [{ pageId: row.id, column }] });
        carried(rows, writes, new Set());
        expect(said(rows)).toBe(before);
      }),
    );
  });

  test("is not carried out on a page that is gone, nor on the others it is about", () => {
    const rows = rowsOf({ one: { status: "draft" }, two: { status: "draft" } });
    const writes = writesOf(rows, {
      pages: ["one", "two"],
      seen: ["status"],
      values: { status: "active" },
      written: 1,
    });
    rows.delete("two");
    expect(carried(rows, writes, new Set())).toBe("stale");
    expect(rows.get("one")?.values).toEqual({ status: "draft" });
  });
});
