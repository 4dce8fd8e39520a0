import { openD1 } from "../world/d1.ts";
import type { History } from "./history.ts";
import type { Outcome } from "./ledger.ts";
import { livedOn } from "./play.ts";

/** Lives a history in this process, on a database of its own. */
export async function lived(history: History): Promise<Outcome> {
  const sql = openD1();
  try {
    return await livedOn(sql, history);
  } finally {
    sql.close();
  }
}
