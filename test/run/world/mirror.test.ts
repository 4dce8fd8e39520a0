import { expect, test } from "vitest";
import { RunMirror } from "../../../src/run/world/mirror.ts";
import { pageTable } from "../../../src/store/mirror/pages.ts";
import { anId, aPerson, aProgramme } from "../../world/builders.ts";
import { openD1 } from "../../world/d1.ts";

async function loaded(): Promise<RunMirror> {
  const sql = openD1();
  await sql.batch(pageTable.saving(sql, [aProgramme(), aPerson("Ana")]));
  return RunMirror.load(sql, []);
}

test("what nothing was changed in is understood once", async () => {
  const mirror = await loaded();
  expect(mirror.snapshot()).toBe(mirror.snapshot());
});

const CHANGES: Record<string, (mirror: RunMirror) => unknown> = {
  "a page comes": mirror => mirror.rows.set(anId("Boris"), aPerson("Boris")),
  "a page goes": mirror => mirror.rows.delete(anId("Ana")),
  "a link is let go of": mirror => mirror.links.delete("session"),
  "a key has a page": mirror => mirror.keyOwners.set("key", anId("Ana")),
  "a page is put in the trash": mirror => mirror.discarded.add("key"),
  "something is told": mirror => {
    mirror.notices = [...mirror.notices, { pageId: anId("Ana"), problem: { code: "unforeseen" } }];
  },
  "a table lacks a column": mirror => {
    mirror.gaps = [{ source: "people", isGone: false, columns: ["email"] }];
  },
};

test.each(Object.entries(CHANGES))("and anew once %s", async (_, change) => {
  const mirror = await loaded();
  const before = mirror.snapshot();
  change(mirror);
  expect(mirror.snapshot()).not.toBe(before);
  expect(mirror.snapshot()).toBe(mirror.snapshot());
});
