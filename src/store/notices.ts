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
    .bind(notice.pageId, codeOf(notice.problem), JSON.stringify(notice.problem));
}

export function droppingNotice(sql: Sql, { pageId, problem }: Notice): Statement {
  return sql
    .prepare("DELETE FROM notices WHERE page_id = ? AND (code = ? OR problem = ?)")
    .bind(pageId, codeOf(problem), JSON.stringify(problem));
}

/** A page may have several things given up: one notice for each kind. */
function codeOf(problem: Problem): string {
  return problem.code === "given_up" ? `${problem.code}:${problem.what}` : problem.code;
}
