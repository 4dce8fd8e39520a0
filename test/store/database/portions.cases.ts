import { expect, it } from "vitest";
import type { Sql } from "../../../src/store/database/sql.ts";
import { accumulatorTable } from "../../../src/store/figures/accumulators.ts";
import { factTable } from "../../../src/store/figures/facts.ts";
import { firstOccurrenceTable } from "../../../src/store/figures/firstOccurrences.ts";
import { actedOnTable } from "../../../src/store/mirror/actedOn.ts";
import { answerTable } from "../../../src/store/mirror/answers.ts";
import { discardedTable } from "../../../src/store/mirror/discarded.ts";
import { eventTable } from "../../../src/store/mirror/events.ts";
import { linkTable } from "../../../src/store/mirror/links.ts";
import { noticeTable } from "../../../src/store/mirror/notices.ts";
import { pageChangeTable } from "../../../src/store/mirror/pageChanges.ts";
import { pageKeyTable } from "../../../src/store/mirror/pageKeys.ts";
import { pageTable } from "../../../src/store/mirror/pages.ts";
import { relationTable } from "../../../src/store/mirror/relations.ts";
import { seriesTable } from "../../../src/store/mirror/series.ts";
import { waveTable } from "../../../src/store/mirror/waves.ts";
import { addressTable } from "../../../src/store/people/addresses.ts";
import { outboxTable } from "../../../src/store/runs/outbox.ts";
import { rosterTable } from "../../../src/store/runs/reach.ts";

type Ids = readonly string[];

/** What may be asked of a year of many people at once, and what may be kept of it. */
const ASKED: Record<string, (sql: Sql, ids: Ids) => Promise<unknown>> = {
  accumulators: (sql, ids) =>
    accumulatorTable.listLaterPeriods(
      sql,
      "programme",
      ids.map(owner => ({ owner, period: 1 })),
    ),
  facts: (sql, ids) => factTable.listOf(sql, "programme", 1, ids),
  "settled facts": (sql, ids) => factTable.listSettledSessions(sql, "programme", ids),
  firsts: (sql, ids) => firstOccurrenceTable.read(sql, "programme", ids),
  acts: (sql, ids) => actedOnTable.read(sql, ids),
  "acts about": (sql, ids) => actedOnTable.readAbout(sql, ids),
  "times of answers": (sql, ids) => answerTable.readTimes(sql, ids),
  "settled answers": (sql, ids) => answerTable.isAnySettled(sql, ids),
  answers: (sql, ids) => answerTable.read(sql, ids),
  "answers about": (sql, ids) => answerTable.readAbout(sql, ids),
  discarded: (sql, ids) => discardedTable.listOf(sql, ids),
  events: (sql, ids) => eventTable.read(sql, ids),
  links: (sql, ids) => linkTable.read(sql, ids),
  notices: (sql, ids) => noticeTable.read(sql, ids),
  "changed pages": (sql, ids) => pageChangeTable.read(sql, ids),
  "pages of keys": (sql, ids) => pageKeyTable.read(sql, ids),
  pages: (sql, ids) => pageTable.read(sql, ids),
  "absent pages": (sql, ids) => sql.batch(pageTable.markingAbsent(sql, new Map(ids.map(id => [id, "moved"] as const)))),
  relations: (sql, ids) => relationTable.listTo(sql, ids, ["groups"]),
  "sessions of codes": (sql, ids) => relationTable.sessionsByCode(sql, ids),
  "sessions of events": (sql, ids) => relationTable.sessionsByEvent(sql, ids),
  series: (sql, ids) => seriesTable.read(sql, ids),
  "series of groups": (sql, ids) => seriesTable.readOf(sql, ids),
  waves: (sql, ids) => waveTable.read(sql, ids),
  addresses: (sql, ids) => addressTable.read(sql, ids),
  "settled commands": (sql, ids) => outboxTable.listSettled(sql, ids),
  rosters: (sql, ids) => sql.batch(rosterTable.saving(sql, { programme: ids })),
  "what was acted on": async (sql, ids) =>
    sql.batch(
      await actedOnTable.saving(
        sql,
        ids.map(cause => ({ cause, said: "", at: 0 })),
      ),
    ),
};

/** A year of answers of a thousand people: their ids take more than the 2 MB of one bound value. */
const IDS: Ids = Array.from({ length: 40_000 }, (_, place) => `${place}`.padStart(66, "x"));

/** What must be true of values that are many. */
export function portionsCases(open: () => Promise<Sql>): void {
  it("of what a year of a thousand people holds everything can be asked for at once", async () => {
    const sql = await open();
    const refused: string[] = [];
    for (const [what, asked] of Object.entries(ASKED))
      await asked(sql, IDS).catch((error: Error) => refused.push(`${what}: ${error.message}`));
    expect(refused).toEqual([]);
  });
}
