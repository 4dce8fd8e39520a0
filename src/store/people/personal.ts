import type { IndexedFact } from "../../core/rules/metrics/factIndex.ts";
import type { FirstOccurrences } from "../../core/rules/metrics/firstOccurrences.ts";
import type { KeptOfPerson } from "../../core/state/personal/handedOut.ts";
import type { Sql, Statement } from "../database/sql.ts";

interface OwnedRow {
  programme_id: string;
  content: string;
}

/** What figures are made of that is of these people, by their pages' ids, in every programme. */
export async function readKeptOfPerson(sql: Sql, pageIds: readonly string[]): Promise<KeptOfPerson> {
  const wanted = JSON.stringify(pageIds);
  const owned = "IN (SELECT value FROM json_each(?))";
  const facts = await sql
    .prepare(
      `SELECT programme_id, period, owner, kind, id, content FROM facts WHERE owner ${owned}
       ORDER BY programme_id, period, kind, id`,
    )
    .bind(wanted)
    .all<OwnedRow & Omit<IndexedFact, "fact">>();
  const firsts = await sql
    .prepare(`SELECT programme_id, content FROM firsts WHERE owner ${owned} ORDER BY programme_id`)
    .bind(wanted)
    .all<OwnedRow>();
  const looks = await sql
    .prepare(`SELECT content FROM person_looks WHERE person_id ${owned} ORDER BY programme_id, period`)
    .bind(wanted)
    .all<OwnedRow>();
  return {
    facts: facts.results.map(({ programme_id, content, ...place }) => ({
      ...place,
      programmeId: programme_id,
      fact: JSON.parse(content),
    })),
    firsts: firsts.results.map(row => ({
      programmeId: row.programme_id,
      firsts: JSON.parse(row.content) as FirstOccurrences,
    })),
    looks: looks.results.map(row => JSON.parse(row.content)),
  };
}

/** Pages that were erased, by digests: the table `erased_pages`. */
export const erasedPageTable = {
  /** What a page that was erased is known by afterwards: a digest of its id, without dashes and in small letters. */
  async digestOf(pageId: string): Promise<string> {
    const bytes = new TextEncoder().encode(pageId.replaceAll("-", "").toLowerCase());
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return [...digest].map(byte => byte.toString(16).padStart(2, "0")).join("");
  },

  /** Keeps that pages were erased, for a backup of an earlier day that is taken back later. */
  async noting(sql: Sql, pageIds: readonly string[]): Promise<Statement> {
    const digests = await Promise.all(pageIds.map(erasedPageTable.digestOf));
    return sql
      .prepare("INSERT OR IGNORE INTO erased_pages (digest) SELECT value FROM json_each(?)")
      .bind(JSON.stringify(digests));
  },
};
