import type { AddressClaim } from "../../core/domain/addresses.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import { inChunks, rowsFor } from "../database/portions.ts";
import type { Sql, Statement } from "../database/sql.ts";

interface ClaimRow {
  address: string;
  page_id: string;
  email: string;
  had_as: AddressClaim["as"];
  since: Instant;
  is_first: number;
}

function claimOf({ page_id: pageId, had_as: as, is_first, ...row }: ClaimRow): AddressClaim {
  return { ...row, pageId, as, isFirst: is_first === 1 };
}

/** Which address is whose: the table `addresses`. */
export const addressTable = {
  /** Who has, and had, which address. */
  async list(sql: Sql): Promise<readonly AddressClaim[]> {
    const { results } = await sql.prepare("SELECT * FROM addresses ORDER BY rowid").all<ClaimRow>();
    return results.map(claimOf);
  },

  /** Who has, and had, these addresses, in `addressKey` form. */
  async read(sql: Sql, addresses: readonly string[]): Promise<readonly AddressClaim[]> {
    const results = await rowsFor<ClaimRow>(
      sql,
      "SELECT addresses.* FROM json_each(?) AS wanted CROSS JOIN addresses ON addresses.address = wanted.value",
      addresses,
    );
    return results.map(claimOf);
  },

  /** Statements that keep `after` in place of `before`; none where they are the same. */
  saving(sql: Sql, before: readonly AddressClaim[], after: readonly AddressClaim[]): Statement[] {
    if (before === after) return [];
    const keyOf = ({ address, pageId }: AddressClaim) => JSON.stringify([address, pageId]);
    const known = new Map(before.map(claim => [keyOf(claim), claim]));
    const still = new Set(after.map(keyOf));
    const gone = before.filter(claim => !still.has(keyOf(claim)));
    const fresh = after.filter(claim => known.get(keyOf(claim)) !== claim);
    return [
      ...chunked(gone).map(chunk =>
        sql
          .prepare(
            `DELETE FROM addresses WHERE EXISTS
             (SELECT 1 FROM json_each(?) WHERE value ->> 'address' = address AND value ->> 'pageId' = page_id)`,
          )
          .bind(chunk),
      ),
      ...chunked(fresh).map(chunk =>
        sql
          .prepare(
            `INSERT INTO addresses (address, page_id, email, had_as, since, is_first)
             SELECT value ->> 'address', value ->> 'pageId', value ->> 'email', value ->> 'as', value ->> 'since', value ->> 'isFirst'
             FROM json_each(?) WHERE true
             ON CONFLICT (address, page_id) DO UPDATE SET since = excluded.since, is_first = excluded.is_first`,
          )
          .bind(chunk),
      ),
    ];
  },

  /** Statements by which an address is a page's alone from its beginning: a coordinator said so. */
  giving(sql: Sql, address: string, pageId: string): Statement[] {
    return [
      sql.prepare("DELETE FROM addresses WHERE address = ? AND page_id <> ?").bind(address, pageId),
      sql
        .prepare("UPDATE addresses SET since = 0, is_first = 1 WHERE address = ? AND page_id = ?")
        .bind(address, pageId),
    ];
  },
};

function chunked(claims: readonly AddressClaim[]): string[] {
  return inChunks(claims.map(claim => JSON.stringify(claim)));
}
