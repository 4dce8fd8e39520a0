/** What the database can't do, where its errors tell it; not what it does wrong. */
type StoreTrouble = "not_migrated" | "full";

/** What the matter with the database is, where its errors tell it. */
export const storeTrouble = {
  /** What is the matter with the database, by the error it threw; null where the error tells of nothing known. */
  of(error: unknown): StoreTrouble | null {
    const message = error instanceof Error ? `${error.message} ${causeOf(error)}` : String(error);
    if (/no such (table|column)|has no column named/i.test(message)) return "not_migrated";
    if (
      /database or disk is full|SQLITE_FULL|exceeded maximum (db|database) size|maximum account storage/i.test(message)
    )
      return "full";
    return null;
  },

  /** The same in words for Krug's operators, with what to do. */
  sentence(trouble: StoreTrouble): string {
    return {
      not_migrated:
        "The database lacks a migration of this version: run `npx wrangler d1 migrations apply krug --remote --config krug.wrangler.json`. Until then no run begins.",
      full: "The database is full: nothing more can be written (docs/operating.md, “A full database”).",
    }[trouble];
  },
};

function causeOf({ cause }: Error): string {
  return cause instanceof Error ? cause.message : "";
}
