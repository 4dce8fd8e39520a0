import type { Sql, Statement } from "../database/sql.ts";

/** What a hook's message named as changed: a page, the columns of a data source, the calendar, a form. */
export interface Naming {
  kind: "page" | "source" | "calendar" | "form" | "everything";
  /** Notion's or Google's id; "" where there is only one, and for every form. */
  id: string;
  /** Of a page: the data source it is in, where the message said so. */
  parent: string | null;
  /** Of a page: nothing but a comment on it was told. Not kept. */
  isCommented?: true;
}

export interface Named extends Naming {
  /** How often it was named since it was last read. */
  times: number;
}

/** What hooks named as changed until a run has read it: the table `named`. */
export const namedTable = {
  /** Keeps what was named until a run has read it; named again it is kept once. */
  naming(sql: Sql, hint: Naming): Statement {
    return sql
      .prepare(
        `INSERT INTO named (kind, id, parent) VALUES (?, ?, ?)
         ON CONFLICT (kind, id) DO UPDATE SET times = times + 1, parent = coalesce(excluded.parent, parent)`,
      )
      .bind(hint.kind, hint.id, hint.parent);
  },

  /** All that was named, by kind and id. */
  async list(sql: Sql): Promise<Named[]> {
    return (await sql.prepare("SELECT kind, id, parent, times FROM named ORDER BY kind, id").all<Named>()).results;
  },

  /** Forgets what was read; what was named again since it was listed stays. */
  forgetting(sql: Sql, read: readonly Named[]): Statement {
    return sql
      .prepare(
        `DELETE FROM named WHERE (kind, id, times) IN
         (SELECT value ->> 'kind', value ->> 'id', value ->> 'times' FROM json_each(?))`,
      )
      .bind(JSON.stringify(read.map(({ kind, id, times }) => ({ kind, id, times }))));
  },
};
