import type { Problem } from "../../core/domain/problem.ts";
import { rowsFor } from "../database/portions.ts";
import { contextOf, sealedText } from "../database/sealed.ts";
import type { Sql, Statement } from "../database/sql.ts";

/** A problem found out apart from the page it is told on. */
export interface Notice {
  pageId: string;
  problem: Problem;
}

interface NoticeRow {
  page_id: string;
  code: string;
  problem: string;
}

/** Problems to be told on pages: the table `notices`, sealed. */
export const noticeTable = {
  /** All notices; one that can't be opened is not told until it is found out again. */
  async list(sql: Sql): Promise<Notice[]> {
    const { results } = await sql
      .prepare("SELECT page_id, code, problem FROM notices ORDER BY page_id, code")
      .all<NoticeRow>();
    return openedOf(sql, results);
  },

  /** The same of these pages. */
  async read(sql: Sql, pageIds: readonly string[]): Promise<Notice[]> {
    const results = await rowsFor<NoticeRow>(
      sql,
      `SELECT notices.* FROM json_each(?) AS wanted JOIN notices ON notices.page_id = wanted.value
         ORDER BY notices.page_id, notices.code`,
      pageIds,
    );
    return openedOf(sql, results);
  },

  /** Keeps a notice in place of an earlier one of its kind on the same page. */
  async saving(sql: Sql, notice: Notice): Promise<Statement> {
    const code = codeOf(notice.problem);
    const problem = await sealedText.kept(sql, JSON.stringify(notice.problem), contextOf.notice(notice.pageId, code));
    return sql
      .prepare(
        `INSERT INTO notices (page_id, code, problem) VALUES (?, ?, ?)
         ON CONFLICT (page_id, code) DO UPDATE SET problem = excluded.problem`,
      )
      .bind(notice.pageId, code, problem);
  },

  /** The problem is no more. */
  dropping(sql: Sql, { pageId, problem }: Notice): Statement {
    return sql.prepare("DELETE FROM notices WHERE page_id = ? AND code = ?").bind(pageId, codeOf(problem));
  },
};

/** A page may have several things given up: one notice for each kind. */
function codeOf(problem: Problem): string {
  return problem.code === "given_up" ? `${problem.code}:${problem.what}` : problem.code;
}

async function openedOf(sql: Sql, rows: readonly NoticeRow[]): Promise<Notice[]> {
  const opened = await Promise.all(
    rows.map(row => sealedText.opened(sql, row.problem, contextOf.notice(row.page_id, row.code))),
  );
  return rows.flatMap((row, index) => {
    const problem = opened[index];
    return problem == null ? [] : { pageId: row.page_id, problem: JSON.parse(problem) as Problem };
  });
}
