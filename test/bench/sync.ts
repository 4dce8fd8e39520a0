import { MINUTE } from "../../src/core/domain/values/time.ts";
import { WHOLE_WITHIN_MS } from "../../src/core/state/near.ts";
import { TABLES_LISTED } from "../world/listed.ts";
import { afterTrouble } from "./disturbed.ts";
import { hinted } from "./hinted.ts";
import { memoryOf } from "./memory.ts";
import { type Cost, type Office, openOffice } from "./office.ts";
import { promptness } from "./prompt.ts";
import { atLeast, type Bench, type Check, equal, rounded } from "./report.ts";
import { copiedIntoWorkerd } from "./workerd.ts";

export const QUIET_MS = 5 * MINUTE;
/** What a request to either service takes, in the world's time. */
const LATENCY_MS = 250;
const NOTION_PACE = 180;

/** Requests, statements and rows of keeping the services in step, how fast a first sync is, and how soon an edit arrives. */
export async function syncBench({ isQuick }: { isQuick: boolean }): Promise<Bench> {
  const checks: Check[] = [];
  const figures: Bench["figures"] = {};
  const sizes = isQuick ? [10, 100] : [10, 1000, 10_000];
  const idle: { size: number; statements: number; rowsRead: number }[] = [];
  for (const size of sizes) {
    const startedAt = performance.now();
    const office = await openOffice(size, null, 0);
    // The world is brought to rest in one go, whatever an invocation may use.
    office.playground.connection.budget = {
      requests: 1e9,
      statements: 1e9,
      mails: 1e9,
      wallMs: 1e15,
      computing: 900,
      living: 1e9,
      slice: 1e9,
    };
    figures[`first run, ${size} people`] = summary(await office.message());
    await office.message();
    const cost = await quiet(office);
    checks.push(...idleChecks(office, size, cost));
    if (size > 10 && size <= 1000) checks.push(...(await changed(office, size, cost, figures)));
    // What small changes left to a look at all that lives is done before a run is measured that has nothing to do.
    office.playground.clock.advance(WHOLE_WITHIN_MS);
    await office.message();
    const database = await copiedIntoWorkerd(office.sql);
    office.playground.clock.advance(QUIET_MS);
    const inD1 = await office.message({ sql: database.sql });
    const { statements, rowsRead } = database.used;
    idle.push({ size, statements, rowsRead });
    figures[`nothing changed, ${size} people`] = { requests: inD1.requests.length, ...database.used };
    checks.push(...(await hinted(office, database, size, figures)));
    await database.close();
    figures[`memory, ${size} people`] = await memoryOf(office);
    figures[`seconds of this machine for the world of ${size} people`] = Math.round(
      (performance.now() - startedAt) / 1000,
    );
    office.sql.close();
  }
  const [smallest] = idle;
  for (const { size, statements, rowsRead } of idle.slice(1))
    checks.push(
      equal(
        `nothing changed, ${size} people: statements as for 10`,
        statements,
        smallest?.statements ?? 0,
        "10 people",
      ),
      equal(`nothing changed, ${size} people: rows D1 read as for 10`, rowsRead, smallest?.rowsRead ?? 0, "10 people"),
    );
  for (const size of isQuick ? [40] : [200, 1000]) checks.push(...(await firstSync(size, figures)));
  checks.push(...(await afterTrouble(isQuick ? 20 : 100, figures)));
  checks.push(...(await promptness(LATENCY_MS, figures)));
  return { checks, figures };
}

function idleChecks({ playground }: Office, size: number, cost: Cost): Check[] {
  const forms = [...playground.google.state.forms.values()].filter(isOpen).length;
  const what = `nothing changed, ${size} people`;
  return [
    equal(
      `${what}: requests (tables people edit + calendar + open forms)`,
      cost.requests.length,
      TABLES_LISTED + 1 + forms,
      "floor",
    ),
    equal(`${what}: requests to one address more than once`, repeated(cost), 0, "floor"),
    equal(`${what}: writes`, cost.writes, 0, "floor"),
  ];
}

async function quiet(office: Office): Promise<Cost> {
  office.playground.clock.advance(QUIET_MS);
  await office.message();
  office.playground.clock.advance(QUIET_MS);
  return office.message();
}

/** Named forms are open all the time; the anonymous one not before its first wave, days after these worlds. */
function isOpen(form: { settings: { emailCollectionType?: string } }): boolean {
  return form.settings.emailCollectionType !== "DO_NOT_COLLECT";
}

/** Requests beyond the first to the same address with the same query. */
function repeated({ requests }: Cost): number {
  return requests.length - new Set(requests.map(one => `${one.method} ${one.path}`)).size;
}

/** k goals get a new next step: their owners' invitations follow, and nothing else is read or written. */
async function changed(office: Office, size: number, idle: Cost, figures: Bench["figures"]): Promise<Check[]> {
  const checks: Check[] = [];
  for (const count of [1, 10, 101, 1000].filter(one => one <= size)) {
    office.playground.clock.advance(QUIET_MS);
    const owners = office.people.slice(0, count);
    for (const { email, goalId } of owners)
      await office.playground.edit(email, "roadmap", goalId, {
        nextStep: `Step after ${office.playground.clock.now()}`,
      });
    const cost = await office.message();
    const pages = Math.ceil(count / 100) - 1;
    const events = new Set(cost.requests.filter(one => one.method === "PATCH").map(one => one.path)).size;
    checks.push(
      equal(`${count} of ${size} goals changed: reads (idle + pages of 100)`, cost.reads, idle.reads + pages, "floor"),
      equal(`${count} of ${size} goals changed: events written`, events, Math.ceil(count / 2), "floor"),
      equal(`${count} of ${size} goals changed: writes beyond one a changed event`, cost.writes - events, 0, "floor"),
    );
    figures[`${count} of ${size} goals changed`] = summary(cost);
    await quiet(office);
  }
  return checks;
}

/** A first sync at Notion's real pace and within the real budgets, on a world clock that passes with each request. */
async function firstSync(size: number, figures: Bench["figures"]): Promise<Check[]> {
  const office = await openOffice(size, NOTION_PACE, LATENCY_MS);
  const cost = await office.message();
  const toNotion = cost.requests.filter(one => one.service === "notion");
  const minutes = cost.worldMs / MINUTE;
  const share = toNotion.length / (NOTION_PACE * minutes);
  const refused = cost.requests.filter(one => one.status === 429).length;
  figures[`first sync, ${size} people`] = {
    ...summary(cost),
    minutes: Math.round(minutes * 10) / 10,
    notion: toNotion.length,
    google: cost.requests.length - toNotion.length,
  };
  office.sql.close();
  return [
    atLeast(`first sync, ${size} people: share of the allowed pace`, rounded(share, 3), 0.95, {
      what: "pace a minute",
      value: NOTION_PACE,
      isUnit: true,
    }),
    equal(`first sync, ${size} people: answers of 429`, refused, 0, "floor"),
  ];
}

function summary({ requests, reads, writes, statements, invocations }: Cost) {
  return { requests: requests.length, reads, writes, statements, invocations };
}
