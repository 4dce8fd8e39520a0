import { expect, test } from "vitest";
import { counted } from "../../../src/store/database/sql.ts";
import { readTogether } from "../../../src/store/database/together.ts";
import { openD1 } from "../../world/d1.ts";

function openCounting() {
  const database = openD1();
  const batches: number[] = [];
  let statements = 0;
  const batch = database.batch.bind(database);
  const sql = counted(
    Object.assign(Object.create(database) as typeof database, {
      batch: (asked: Parameters<typeof batch>[0]) => {
        batches.push(asked.length);
        return batch(asked);
      },
    }),
    count => {
      statements += count;
    },
  );
  return { reading: readTogether(sql), batches, statements: () => statements };
}

test("what is read in one turn travels at once, and each reading gets its own rows", async () => {
  const { reading, batches, statements } = openCounting();
  const [two, none, three] = await Promise.all([
    reading.prepare("SELECT ? AS n").bind(2).first(),
    reading.prepare("SELECT 1 AS n WHERE false").first(),
    reading.prepare("SELECT value AS n FROM json_each(?)").bind("[3,4]").all(),
  ]);
  expect([two, none, three.results]).toEqual([{ n: 2 }, null, [{ n: 3 }, { n: 4 }]]);
  expect(await reading.prepare("SELECT 5 AS n").first()).toEqual({ n: 5 });
  expect(batches).toEqual([3, 1]);
  expect(statements()).toBe(4);
});

test("where the database fails, each reading of that turn is told, and the next one is asked anew", async () => {
  const { reading } = openCounting();
  const asked = await Promise.allSettled([
    reading.prepare("SELECT 1 AS n").first(),
    reading.prepare("SELECT json(?) AS n").bind("no JSON").first(),
  ]);
  expect(asked.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await reading.prepare("SELECT 1 AS n").first()).toEqual({ n: 1 });
});
