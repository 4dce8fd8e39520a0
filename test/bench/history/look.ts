import type { FreeBusyNeed } from "../../../src/core/rules/scheduling/members.ts";
import { plansOfCrowds } from "../../../src/run/decide/crowds.ts";
import { decided } from "../../../src/run/decide/deciding.ts";
import { MassChangeGuard } from "../../../src/run/decide/massChangeGuard.ts";
import { WORDS } from "../../../src/run/words.ts";
import { Budget, BudgetSpent } from "../../../src/run/world/budget.ts";
import { roundsMirror, sliceMirror } from "../../../src/run/world/sliceMirror.ts";
import type { Sql } from "../../../src/store/database/sql.ts";
import { formTable } from "../../../src/store/mirror/forms.ts";
import { pageTable } from "../../../src/store/mirror/pages.ts";

const LIMITS = { requests: 1e9, statements: 1e9, mails: 1e9, wallMs: 1e15, computing: 900, living: 1e9, slice: 1e9 };

/** Reads a part of a look in slices, decides about it and foresees what comes of it, as its message would; everybody is free. */
export async function lookAt(sql: Sql, { now, people }: { now: number; people: number | "rounds" }): Promise<void> {
  const forms = await formTable.list(sql);
  const nobody = { people: [], adrift: [], pageless: [], unlinked: [] };
  const mirror =
    people === "rounds"
      ? await roundsMirror(sql, [], forms, now)
      : await sliceMirror(sql, [], { ...nobody, people: await pageTable.listPeople(sql, "4", people) }, forms);
  const snapshot = mirror.snapshot();
  const settings = { language: "en" as const, words: WORDS, plans: await plansOfCrowds(sql, snapshot.people.size) };
  const ask = async ({ emails }: FreeBusyNeed) => new Map(emails.map(email => [email, []]));
  const outlook = { sql, now, settings, ask, budget: new Budget(LIMITS, Date.now) };
  try {
    const first = await decided(outlook, snapshot, null);
    const { commands } = first.needs === null ? first : await decided(outlook, snapshot, await ask(first.needs));
    await new MassChangeGuard(outlook, null, { over: null, heldMark: null }).through(mirror.kept(), commands);
  } catch (error) {
    // What a round of a crowd takes more goes on in another message.
    if (!(error instanceof BudgetSpent)) throw error;
  }
}
