import { NO_REACH, type Reach, type ReachKind } from "../../core/domain/reach.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import { contextOf, sealedText } from "../database/sealed.ts";
import type { Sql, Statement } from "../database/sql.ts";

/** A run that waits for a coordinator, as it is shown to them. */
export interface HeldRun {
  /** Names what is shown; anything else has another mark. Nobody can guess it, so a form that brings it was read before. */
  mark: string;
  /** World time at which it was first held. */
  since: Instant;
  reach: Reach;
  limit: Reach;
  over: ReachKind[];
  /** What it would do, in words. */
  lines: string[];
  /** What a go is for. */
  subjects: string[];
  /**
   * The people it would invite, by programme: a go lets the programmes begin with them. Absent where it was held
   * before that was kept.
   */
  roster?: Record<string, string[]>;
  /** The programmes it is about. */
  programmeIds: string[];
  /** Wall time of the go; null until there is one. */
  goAt: number | null;
}

const UNKNOWN: Omit<HeldRun, "mark" | "since" | "goAt"> = {
  reach: NO_REACH,
  limit: NO_REACH,
  over: [],
  lines: [],
  subjects: [],
  programmeIds: [],
};

/** The run that waits for a coordinator, sealed: the table `held_run`. */
export const heldRunTable = {
  /** The run that waits; one that can't be opened says nothing of what it would do, and a go for it covers nothing. */
  async read(sql: Sql): Promise<HeldRun | null> {
    const row = await sql
      .prepare("SELECT mark, since, content, go_at FROM held_run")
      .first<{ mark: string; since: number; content: string; go_at: number | null }>();
    if (row === null) return null;
    const content = await sealedText.opened(sql, row.content, contextOf.heldRun(row.mark));
    return { ...(content === null ? UNKNOWN : JSON.parse(content)), mark: row.mark, since: row.since, goAt: row.go_at };
  },

  /** Shows a held run in place of the one that was shown (null: none). A go that came meanwhile stays: it is weighed by the next run. */
  async saving(sql: Sql, run: HeldRun, before: HeldRun | null): Promise<Statement> {
    const { mark, since, goAt: _, ...content } = run;
    const kept = await sealedText.kept(sql, JSON.stringify(content), contextOf.heldRun(mark));
    return sql
      .prepare(
        `INSERT INTO held_run (id, mark, since, content, go_at) VALUES (1, ?1, ?2, ?3, NULL)
         ON CONFLICT (id) DO UPDATE SET mark = excluded.mark, since = excluded.since, content = excluded.content, go_at = NULL
         WHERE held_run.mark = ?4 AND held_run.go_at IS ?5`,
      )
      .bind(mark, since, kept, before?.mark ?? null, before?.goAt ?? null);
  },

  /** Nothing is held any more: the go was used, or the world needs none. */
  dropping(sql: Sql, mark: string): Statement {
    return sql.prepare("DELETE FROM held_run WHERE mark = ?").bind(mark);
  },

  /** A coordinator's go for what was shown under a mark. False when that is not what waits, or it was given already. */
  async giveGo(sql: Sql, mark: string, wallNow: number): Promise<boolean> {
    const { meta } = await sql
      .prepare("UPDATE held_run SET go_at = ? WHERE mark = ? AND go_at IS NULL")
      .bind(wallNow, mark)
      .run();
    return meta.changes > 0;
  },
};
