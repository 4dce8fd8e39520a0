import type { Sql } from "../../src/store/database/sql.ts";

/** The question every run begins with: what there is one of, and among it when something is due. */
const STATE = "SELECT key, value FROM state";

/** The same database in which something is always due: runs over it read all that lives, whatever was found. */
export function alwaysWhole<Database extends Sql>(database: Database): Database {
  return Object.assign(Object.create(database) as Database, {
    prepare(query: string) {
      const statement = database.prepare(query);
      if (query !== STATE) return statement;
      const all = async () => {
        const { results } = await database.prepare(query).all<{ key: string; value: string }>();
        return { results: results.map(row => (row.key === "due_at" ? { ...row, value: "0" } : row)) };
      };
      return Object.assign(statement, { all });
    },
  });
}
