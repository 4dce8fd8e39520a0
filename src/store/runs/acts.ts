import type { Instant } from "../../core/domain/values/time.ts";
import type { Act, ActKind, ActState, Otherwise } from "../../core/plan/acts/act.ts";
import { contextOf, sealedText } from "../database/sealed.ts";
import type { Sql, Statement } from "../database/sql.ts";

/** An act as it is kept, and what became of it. */
export interface KeptAct extends Act {
  state: ActState;
  /** Wall clock. Until `dueAt` it can be taken back. */
  askedAt: number;
  dueAt: number;
  /** When it was done, or found that it can't be; null until then. */
  endedAt: number | null;
  /** Who took it back or undid it; null for nobody. */
  undoneBy: string | null;
  /** What had changed meanwhile, of a stale one. */
  otherwise: readonly Otherwise[];
  /** World time at which it was carried out; null until then. */
  doneAt: Instant | null;
}

type Content = Pick<KeptAct, "on" | "who" | "writes" | "toldIds" | "otherwise" | "doneAt">;

interface ActRow {
  id: string;
  kind: ActKind;
  programme_id: string | null;
  by_whom: string;
  undone_by: string | null;
  asked_at: number;
  due_at: number;
  ended_at: number | null;
  state: ActState;
  content: string;
}

const UNKNOWN: Content = { on: "", who: "", writes: [], toldIds: [], otherwise: [], doneAt: null };

/** What coordinators had done from the dashboard, what it says of people sealed: the table `acts`. */
export const actTable = {
  /** The one with this id; null for none. */
  async read(sql: Sql, id: string): Promise<KeptAct | null> {
    const row = await sql.prepare("SELECT * FROM acts WHERE id = ?").bind(id).first<ActRow>();
    return row === null ? null : opened(sql, row);
  },

  /** The latest, the last first. */
  async list(sql: Sql, most: number): Promise<KeptAct[]> {
    return openedAll(sql, "TRUE ORDER BY asked_at DESC, id LIMIT ?", most);
  },

  /** What is to be carried out or undone by now, in the order in which it was asked for. */
  async listDue(sql: Sql, wallNow: number): Promise<KeptAct[]> {
    return openedAll(sql, "state IN ('held', 'undoing') AND due_at <= ? ORDER BY asked_at, id", wallNow);
  },

  /** Statements that keep an act somebody asked for, once: a second time they change nothing. */
  async asking(sql: Sql, act: Act, { askedAt, dueAt }: Pick<KeptAct, "askedAt" | "dueAt">): Promise<Statement[]> {
    const { id, kind, programmeId, by } = act;
    const content = await sealed(sql, { ...act, otherwise: [], doneAt: null });
    return [
      sql
        .prepare(
          `INSERT INTO acts (id, kind, programme_id, by_whom, asked_at, due_at, state, content)
           VALUES (?, ?, ?, ?, ?, ?, 'held', ?) ON CONFLICT (id) DO NOTHING`,
        )
        .bind(id, kind, programmeId, by, askedAt, dueAt, content),
      notingDue(sql),
    ];
  },

  /** Statements that keep what became of an act. */
  async settling(sql: Sql, act: KeptAct): Promise<Statement[]> {
    return [
      sql
        .prepare("UPDATE acts SET state = ?, ended_at = ?, content = ? WHERE id = ? AND state IN ('held', 'undoing')")
        .bind(act.state, act.endedAt, await sealed(sql, act), act.id),
      notingDue(sql),
    ];
  },

  /** Takes an act back that still may be. False where its time is over, or it was. */
  async takeBack(sql: Sql, { id, by, wallNow }: { id: string; by: string; wallNow: number }): Promise<boolean> {
    const { meta } = await sql
      .prepare(
        `UPDATE acts SET state = 'taken_back', undone_by = ?2, ended_at = ?3
         WHERE id = ?1 AND state = 'held' AND due_at > ?3`,
      )
      .bind(id, by, wallNow)
      .run();
    await notingDue(sql).run();
    return meta.changes > 0;
  },

  /** Has an act undone that was done. False where it was not, or is being undone. */
  async undo(sql: Sql, { id, by, wallNow }: { id: string; by: string; wallNow: number }): Promise<boolean> {
    const { meta } = await sql
      .prepare("UPDATE acts SET state = 'undoing', undone_by = ?2, due_at = ?3 WHERE id = ?1 AND state = 'done'")
      .bind(id, by, wallNow)
      .run();
    await notingDue(sql).run();
    return meta.changes > 0;
  },
};

/** What each run looks at first: from when on something is to be carried out, by the machine's clock; null for nothing. */
function notingDue(sql: Sql): Statement {
  return sql.prepare(
    `INSERT INTO state (key, value)
     SELECT 'acts_due', coalesce(min(due_at), 'null') FROM acts WHERE state IN ('held', 'undoing')
     ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  );
}

async function openedAll(sql: Sql, where: string, value: number): Promise<KeptAct[]> {
  const { results } = await sql.prepare(`SELECT * FROM acts WHERE ${where}`).bind(value).all<ActRow>();
  return Promise.all(results.map(row => opened(sql, row)));
}

/** One that can't be opened writes nothing. */
async function opened(sql: Sql, row: ActRow): Promise<KeptAct> {
  const plain = await sealedText.opened(sql, row.content, contextOf.act(row.id));
  const content: Content = plain === null ? UNKNOWN : JSON.parse(plain);
  return {
    ...content,
    id: row.id,
    kind: row.kind,
    programmeId: row.programme_id,
    by: row.by_whom,
    undoneBy: row.undone_by,
    askedAt: row.asked_at,
    dueAt: row.due_at,
    endedAt: row.ended_at,
    state: row.state,
  };
}

async function sealed(sql: Sql, { id, ...act }: Content & { id: string }): Promise<string> {
  const { on, who, writes, toldIds, otherwise, doneAt } = act;
  const content: Content = { on, who, writes, toldIds, otherwise, doneAt };
  return sealedText.kept(sql, JSON.stringify(content), contextOf.act(id));
}
