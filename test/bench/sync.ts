import { MINUTE } from "../../src/core/time.ts";
import { type Cost, type Office, openOffice } from "./office.ts";
import { atLeast, type Bench, type Check, equal } from "./report.ts";

const QUIET_MS = 5 * MINUTE;
/** What a request to either service takes, in the world's time. */
const LATENCY_MS = 250;
const NOTION_PACE = 180;
/** Tables people write in: the others are Krug's alone. */
const TABLES = 6;

/** Requests, statements and rows of keeping the services in step, and how fast a first sync is. */
export async function syncBench({ isQuick }: { isQuick: boolean }): Promise<Bench> {
  const checks: Check[] = [];
  const figures: Bench["figures"] = {};
  const idle: { size: number; cost: Cost }[] = [];
  for (const size of isQuick ? [10, 100] : [10, 100, 1000]) {
    const office = await openOffice(size, null, 0);
    const first = await office.message();
    await office.message();
    const cost = await quiet(office);
    idle.push({ size, cost });
    const forms = [...office.playground.google.state.forms.values()].filter(isOpen).length;
    checks.push(
      equal(
        `nothing changed, ${size} people: requests (tables + calendar + open forms)`,
        cost.requests.length,
        TABLES + 1 + forms,
      ),
      equal(`nothing changed, ${size} people: requests to one address more than once`, repeated(cost), 0),
      equal(`nothing changed, ${size} people: writes`, cost.writes, 0),
    );
    figures[`first run, ${size} people`] = summary(first);
    figures[`nothing changed, ${size} people`] = summary(cost);
    if (size >= 100) checks.push(...(await changed(office, size, cost, figures)));
    office.sql.close();
  }
  const [smallest] = idle;
  for (const { size, cost } of idle.slice(1))
    checks.push(
      equal(`nothing changed, ${size} people: statements as for 10`, cost.statements, smallest?.cost.statements ?? 0),
      equal(`nothing changed, ${size} people: rows as for 10`, cost.rows, smallest?.cost.rows ?? 0),
    );
  for (const size of isQuick ? [40] : [200, 1000]) checks.push(...(await firstSync(size, figures)));
  return { checks, figures };
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
  for (const count of [1, 10, 101].filter(one => one <= size)) {
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
      equal(`${count} of ${size} goals changed: reads (idle + pages of 100)`, cost.reads, idle.reads + pages),
      equal(`${count} of ${size} goals changed: writes beyond one a changed event`, cost.writes - events, 0),
    );
    figures[`${count} of ${size} goals changed`] = summary(cost);
    await quiet(office);
  }
  return checks;
}

/** A first sync at Notion's real pace, on a world clock that passes with each request. */
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
    atLeast(`first sync, ${size} people: share of the allowed pace`, Math.round(share * 1000) / 1000, 0.95),
    equal(`first sync, ${size} people: answers of 429`, refused, 0),
  ];
}

function summary({ requests, reads, writes, statements, rows, invocations }: Cost) {
  return { requests: requests.length, reads, writes, statements, rows, invocations };
}
