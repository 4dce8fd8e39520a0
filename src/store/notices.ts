import type { Problem } from "../core/problem.ts";
import type { Sql, Statement } from "./sql.ts";

/** A problem found out apart from the page it is told on. */
export interface Notice {
  pageId: string;
  problem: Problem;
}

export async function listNotices(sql: Sql): Promise<Notice[]> {
  const { results } = await sql
    .prepare("SELECT page_id, problem FROM notices ORDER BY page_id, code")
    .all<{ page_id: string; problem: string }>();
  return results.map(row => ({ pageId: row.page_id, problem: JSON.parse(row.problem) as Problem }));
}

export function savingNotice(sql: Sql, notice: Notice): Statement {
  return sql
    .prepare(
      `INSERT INTO notices (page_id, code, problem) VALUES (?, ?, ?)
       ON CONFLICT (page_id, code) DO UPDATE SET problem = excluded.problem`,
    )
    .bind(notice.pageId, notice.problem.code, JSON.stringify(notice.problem));
}

export function droppingNotice(sql: Sql, pageId: string, code: Problem["code"]): Statement {
  return sql.prepare("DELETE FROM notices WHERE page_id = ? AND code = ?").bind(pageId, code);
}
