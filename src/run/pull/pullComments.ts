import { addressesOf } from "../../core/domain/addresses.ts";
import { addressKey } from "../../core/domain/values/address.ts";
import { Failure } from "../../core/domain/values/failure.ts";
import { keptIn } from "../../core/domain/values/maps.ts";
import { flag, type KeptComment, type Row } from "../../core/domain/values/row.ts";
import { stateTable } from "../../store/database/state.ts";
import { pageTable } from "../../store/mirror/pages.ts";
import { addressTable } from "../../store/people/addresses.ts";
import { inParallel } from "../world/inParallel.ts";
import type { OpenRun } from "../world/services.ts";

/** So many questions are asked for comments in a night, the youngest first: a request each. */
const MOST_READ = 100;

/**
 * Keeps who commented on open questions of the help board, and when; how many questions have comments that are new. Asked for are
 * those among the named pages, and all of them where `isWhole`. No words are kept, and a comment once counted stays so whatever
 * becomes of it.
 */
export async function pullComments(run: OpenRun, named: readonly string[], isWhole: boolean): Promise<number> {
  const { services, sql } = run;
  const rows = isWhole ? await pageTable.listOf(sql, "help") : [...(await pageTable.read(sql, named)).values()];
  const open = rows
    .filter(row => row.source === "help" && row.absence === undefined && !flag(row, "resolved"))
    .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_READ);
  const authors = new Authors(run);
  const fresh = (await inParallel(open.map(row => freshOn(services.notion, row, authors)))).flat();
  if (fresh.length === 0) return 0;
  await sql.batch([
    ...fresh.map(({ row, comments }) => pageTable.savingComments(sql, row.id, [...(row.comments ?? []), ...comments])),
    stateTable.beingDue(sql),
  ]);
  return fresh.length;
}

/** The question with the comments on it that are not kept yet; nothing where there are none. */
async function freshOn(
  { pages }: OpenRun["services"]["notion"],
  row: Row,
  authors: Authors,
): Promise<{ row: Row; comments: KeptComment[] }[]> {
  try {
    const known = new Set(row.comments?.map(({ id }) => id));
    const found = (await pages.commentsOf(row.id)).filter(({ id }) => !known.has(id));
    const comments: KeptComment[] = [];
    for (const { id, at, userId } of found) {
      const by = await authors.personOf(userId);
      if (by === undefined) continue;
      const isMakers = by === null && (await pages.makerOf(row.id)) === userId;
      comments.push({ id, at, by, ...(isMakers ? { isMakers } : {}) });
    }
    return comments.length === 0 ? [] : [{ row, comments }];
  } catch (error) {
    // In the trash since it was read, or comments may not be read.
    if (error instanceof Failure && (error.kind === "gone" || error.kind === "rejected")) return [];
    throw error;
  }
}

/** Whose Notion's users are: each is asked for once a run, and people are read where somebody is to be known. */
class Authors {
  readonly #run: OpenRun;
  readonly #known = new Map<string, Promise<string | null | undefined>>();
  #owners: Promise<ReadonlyMap<string, string | null>> | null = null;

  constructor(run: OpenRun) {
    this.#run = run;
  }

  /** The page of the person; null where it is not known, undefined for what is no person. */
  personOf(userId: string): Promise<string | null | undefined> {
    return keptIn(this.#known, userId, () => this.#look(userId));
  }

  async #look(userId: string): Promise<string | null | undefined> {
    const email = await this.#run.services.notion.pages.emailOf(userId);
    if (email === null || email === undefined) return email;
    this.#owners ??= this.#readOwners();
    return (await this.#owners).get(addressKey(email)) ?? null;
  }

  async #readOwners(): Promise<ReadonlyMap<string, string | null>> {
    const { sql } = this.#run;
    const [claims, people] = await Promise.all([addressTable.list(sql), pageTable.listOf(sql, "people")]);
    return addressesOf(claims, people, () => false).owners;
  }
}
