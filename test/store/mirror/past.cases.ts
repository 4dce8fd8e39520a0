import { beforeEach, describe, expect, test } from "vitest";
import type { PastGroup } from "../../../src/core/state/past.ts";
import type { SettledGroup } from "../../../src/core/state/settled/groups.ts";
import type { Sql } from "../../../src/store/database/sql.ts";
import { pastTable } from "../../../src/store/mirror/past.ts";

const [PAIRS, CIRCLES] = ["programme-of-pairs", "programme-of-circles"];

function group(id: string, round: number, more: Partial<PastGroup> = {}): PastGroup {
  const memberIds = ["vera", "ana"];
  return { id, programmeId: PAIRS, round, memberIds, facilitatorId: "ana", hasMet: true, reports: 2, ...more };
}

/** Settled with nothing but its codes. */
function settled(one: PastGroup, codes: string[] = []): SettledGroup {
  const nothing = { pageIds: [], eventIds: [], linkedIds: [], seriesIds: [], responseIds: [], causes: [] };
  return { group: one, codes, ...nothing, sessionIds: [], addresses: [] };
}

/** What is kept of settled groups. */
export function pastCases(open: () => Promise<Sql>): void {
  let sql: Sql;
  beforeEach(async () => {
    sql = await open();
  });

  async function read(): Promise<{ groups: PastGroup[]; reports: [string, number, number][] }> {
    const past = await pastTable.read(sql);
    for (const id of past.programmes.keys()) await pastTable.readGroups(sql, past, id);
    const reports = [...past.programmes].map(([id, one]): [string, number, number] => [
      id,
      one.firstRound,
      one.reports,
    ]);
    return { groups: [...past.groups.values()].flat(), reports };
  }

  describe("settled groups", () => {
    test("come back as they were kept, each programme's in the order of its rounds, its members in theirs", async () => {
      const pairs = [
        group("first", 3, { memberIds: ["zoe", "ana", "vera"], facilitatorId: null, hasMet: false }),
        group("second", 4, { memberIds: [], facilitatorId: "somebody who left", reports: 0 }),
      ];
      const circle = group("third", 1, { programmeId: CIRCLES, reports: 5 });
      await sql.batch(
        pastTable.settling(
          sql,
          [pairs[1]!, circle, pairs[0]!].map(one => settled(one)),
        ),
      );
      const { groups, reports } = await read();
      expect(groups.filter(one => one.programmeId === PAIRS)).toEqual(pairs);
      expect(groups.filter(one => one.programmeId === CIRCLES)).toEqual([circle]);
      expect(reports.sort()).toEqual([
        [CIRCLES, 1, 5],
        [PAIRS, 3, 2],
      ]);
    });

    test("one that wakes takes what was kept of it along, and is kept as it is when it settles again", async () => {
      await sql.batch(
        pastTable.settling(sql, [settled(group("first", 0), ["ABC"]), settled(group("second", 1), ["DEF"])]),
      );
      await pastTable.wakingByCodes(sql, ["ABC", "XYZ"]).run();
      expect(await read()).toEqual({ groups: [group("second", 1)], reports: [[PAIRS, 1, 2]] });
      const again = group("first", 0, { memberIds: ["boris", "ana"], reports: 7 });
      await sql.batch(pastTable.settling(sql, [settled(again)]));
      expect(await read()).toEqual({ groups: [again, group("second", 1)], reports: [[PAIRS, 0, 9]] });
      await pastTable.wakingByCodes(sql, ["ABC"]).run();
      expect((await read()).groups).toHaveLength(2);
    });

    test("of somebody who is renamed wake, however alike another's number is", async () => {
      const crowd = Array.from({ length: 24 }, (_, place) => `person ${place}`);
      const page = (id: string) =>
        sql
          .prepare(
            `INSERT INTO pages (id, source, url, edited_at, created_at, content)
             VALUES (?1, 'people', '', 0, 0, json_object('name', ?1))`,
          )
          .bind(id);
      const pairs = crowd.flatMap((id, place) =>
        place % 2 === 0
          ? [group(`group ${place}`, 0, { memberIds: [id, crowd[place + 1]!], facilitatorId: null })]
          : [],
      );
      await sql.batch([
        ...crowd.map(page),
        ...pastTable.settling(
          sql,
          pairs.map(one => settled(one)),
        ),
      ]);
      await sql.prepare("UPDATE pages SET content = json_object('name', 'Anna') WHERE id = 'person 1'").run();
      const left = (await read()).groups.map(({ id }) => id).sort();
      expect(left).toEqual(
        pairs
          .map(({ id }) => id)
          .filter(id => id !== "group 0")
          .sort(),
      );
    });
  });
}
