import { existsSync, readFileSync, statSync } from "node:fs";
import { Trouble } from "../../cli/front.ts";
import { addressKey } from "../../core/domain/values/address.ts";
import { Failure } from "../../core/domain/values/failure.ts";
import { type Row, text } from "../../core/domain/values/row.ts";
import { localDate } from "../../core/domain/values/time.ts";
import type { Table } from "../../notion/pages.ts";
import type { Workspace } from "../../notion/workspace.ts";
import { type Choice, oneOfChoices } from "../dialogue.ts";
import { languageOf, notionOf } from "../notionSteps.ts";
import { asked, machineZone, type Place } from "../place.ts";
import { directoryPeople, type NamedPerson } from "./directory.ts";
import { columnCalled, guessed, LIST_COLUMNS, type ListColumn, type Understood } from "./header.ts";
import { type DayOrder, dayOrderOf, type ListedPerson, type ListTrouble, peopleListed } from "./listed.ts";
import { type ListPlan, type PersonWrite, planOf } from "./plan.ts";
import { type ListTable, readTable } from "./table.ts";

const MEMBERS = "members";
const DIRECTORY = "directory";
const LATER = "none";

/** Brings people into the workspace: from a file, or from the members of Notion; nobody where that was wanted. */
export async function bringPeople(place: Place, workspace: Workspace): Promise<void> {
  const { dialogue, state } = place;
  const from = await dialogue.ask({
    flag: "--people",
    variable: null,
    says: "Whom do you begin with? A CSV file, “members” for everybody Notion lists, “directory” for everybody at Google, or “none”",
    help: "A file as your spreadsheet saves it: a line a person, with a name and an e-mail address; more columns as you have them (docs/people-from-a-list.md).",
    suggested: LATER,
    read: given => ([MEMBERS, DIRECTORY, LATER].includes(given) ? given : checkedFile(given)),
  });
  if (from === LATER) return;
  const { people, troubles } =
    from === MEMBERS
      ? namedAlone(place, await members(place))
      : from === DIRECTORY
        ? namedAlone(place, await directoryPeople(place))
        : await fromFile(place, from);
  const table = notionOf(place).table("people", workspace.people);
  const rows = await dialogue.screen.waiting("Looking who is there", () =>
    asked(
      () => table.list(),
      () => null,
    ),
  );
  const plan = planOf(people, rows, state.programme?.id ?? null);
  dialogue.screen.tell(inWords(plan, troubles));
  if (plan.writes.length === 0 && !people.some(({ manager }) => manager !== undefined)) return;
  const isSure = await dialogue.agree({
    flag: "--write",
    variable: null,
    says: "Write this to Notion?",
    help: "Your yes is the go for inviting exactly these people to the programme; whoever comes otherwise is held back where they are many.",
    suggested: "yes",
  });
  if (!isSure) return;
  await dialogue.screen.waiting(`Writing ${plan.writes.length} pages`, () => written(table, plan.writes));
  await managersNamed(table, people);
  if (state.programme !== null)
    state.confirmed = { programmeId: state.programme.id, emails: people.map(({ email }) => email) };
  place.keep();
  const without = people.filter(({ consent }) => consent === undefined).length;
  dialogue.screen.tell(
    without === 0
      ? "Everybody of the list is in People."
      : `Everybody of the list is in People. ${without} have no day of consent from it: nobody is matched or written to before that stands on their page.`,
  );
}

function checkedFile(given: string): string {
  const path = given.replace(/^(["'])(.*)\1$/, "$2");
  if (!existsSync(path))
    throw new Trouble(`There is no file ${path}. Drag it into this window, or write where it lies.`);
  if (statSync(path).isDirectory()) throw new Trouble(`${path} is a folder: name the file in it.`);
  return path;
}

/** Members of the workspace whom Notion tells of. */
async function members(place: Place): Promise<NamedPerson[]> {
  const users = await asked(
    async () => {
      const all: { type?: string; name?: string | null; person?: { email?: string } }[] = [];
      for await (const user of notionOf(place).client.listed((client, paging) => client.users.list(paging)))
        all.push(user as never);
      return all;
    },
    failure =>
      failure.status === 403
        ? "Notion does not let the integration see members. Give it the capability “Read user information including email addresses”, or take a CSV file."
        : null,
  );
  return users
    .filter(({ type }) => type === "person")
    .map(({ name, person }) => ({ name: name ?? "", email: person?.email ?? "" }));
}

/** People of whom there is no more than a name and an address, as a list. */
function namedAlone(place: Place, people: readonly NamedPerson[]): { people: ListedPerson[]; troubles: ListTrouble[] } {
  const header = ["Name", "E-mail"];
  const lines = people.map(({ name, email }, index) => ({ line: index + 1, cells: [name, email] }));
  const today = localDate(place.now(), machineZone());
  const understood = { name: 0, email: 1 };
  return peopleListed({ header, lines }, { understood, header, dayOrder: null, today, isConsent: false });
}

async function fromFile(place: Place, path: string): Promise<{ people: ListedPerson[]; troubles: ListTrouble[] }> {
  const table = readTable(readFileSync(path), languageOf(place) !== "en");
  const understood = await askColumns(place, table);
  const { isConsent, dayOrder } = await askConsent(place, table, understood);
  const today = localDate(place.now(), machineZone());
  return peopleListed(table, { understood, header: table.header, dayOrder, today, isConsent });
}

const NAMED: Readonly<Record<ListColumn, string>> = {
  name: "Name",
  firstName: "First name",
  lastName: "Last name",
  email: "E-mail",
  zone: "Time zone",
  hours: "Working hours",
  languages: "Languages",
  team: "Team",
  manager: "Manager",
  level: "Level",
  offers: "Offers",
  seeks: "Seeks",
  consent: "Consent",
};

/** Which column says what: guessed, shown, and put right where it was wrong. */
async function askColumns({ dialogue }: Place, { header }: ListTable): Promise<Understood> {
  const guess = guessed(header);
  const shown = (understood: Understood) =>
    [
      ...LIST_COLUMNS.flatMap(column => {
        const index = understood[column];
        return index === undefined ? [] : [`${NAMED[column].padEnd(14)} from “${header[index]}”`];
      }),
      ...unused(understood, header),
    ].join("\n");
  dialogue.screen.tell(shown(guess));
  const understood = await dialogue.ask({
    flag: "--columns",
    variable: null,
    says: "Is that right? Enter for yes; or write what is other, as E-mail=Mail, Name=Who",
    suggested: "yes",
    read: given => {
      const meant = /^y(es)?$/i.test(given) ? guess : { ...guess, ...corrected(given, header) };
      const hasName = meant.name !== undefined || meant.firstName !== undefined || meant.lastName !== undefined;
      const missing = [...(hasName ? [] : ["Name"]), ...(meant.email === undefined ? ["E-mail"] : [])];
      if (missing.length > 0)
        throw new Trouble(
          `No column is known as ${missing.join(" or ")}. The file has ${header.map(name => `“${name}”`).join(", ")}: write which it is, as ${missing[0]}=${header[0]}.`,
        );
      return meant;
    },
  });
  if (understood !== guess) dialogue.screen.tell(shown(understood));
  return understood;
}

function unused(understood: Understood, header: readonly string[]): string[] {
  const used = new Set(Object.values(understood));
  const names = header.filter((name, index) => name !== "" && !used.has(index));
  return names.length === 0 ? [] : [`Not taken: ${names.map(name => `“${name}”`).join(", ")}`];
}

function corrected(given: string, header: readonly string[]): Understood {
  const found: Understood = {};
  for (const part of given.split(/[,;]/)) {
    const [what = "", name = ""] = part.split("=").map(word => word.trim());
    const column = LIST_COLUMNS.find(one => NAMED[one].toLowerCase() === what.toLowerCase()) ?? columnCalled(what);
    if (column === null)
      throw new Trouble(`“${what}” is nothing Krug keeps of people: it is one of ${Object.values(NAMED).join(", ")}.`);
    if (/^(none|-)$/i.test(name)) {
      found[column] = undefined;
      continue;
    }
    const index = header.findIndex(one => one.toLowerCase() === name.toLowerCase());
    if (index < 0)
      throw new Trouble(`The file has no column “${name}”: it has ${header.map(one => `“${one}”`).join(", ")}.`);
    found[column] = index;
  }
  return found;
}

const ORDERS = [
  { value: "day-first", label: "The day comes first" },
  { value: "month-first", label: "The month comes first" },
] as const satisfies readonly Choice[];

/** Consent is taken from a column of days alone, and only where the coordinator says that people agreed on them. */
async function askConsent(
  { dialogue }: Place,
  { header, lines }: ListTable,
  { consent: index }: Understood,
): Promise<{ isConsent: boolean; dayOrder: DayOrder | null }> {
  if (index === undefined) return { isConsent: false, dayOrder: null };
  const days = lines.map(({ cells }) => cells[index] ?? "").filter(day => day !== "");
  const isConsent = await dialogue.agree({
    flag: "--consent",
    variable: null,
    says: `Did each of these people agree to take part on the day under “${header[index]}”? (${days.length} days)`,
    help: "Say yes only if they did: from then on they are matched and invited.",
    suggested: "no",
  });
  const order = dayOrderOf(days);
  if (!isConsent || order === "plain") return { isConsent, dayOrder: null };
  if (order !== null) return { isConsent, dayOrder: order };
  const example = days.find(day => /^\d{1,2}[/-]\d{1,2}[/-]\d{4}$/.test(day)) ?? "";
  const dayOrder = await dialogue.ask({
    flag: "--days",
    variable: null,
    says: `How is ${example} meant?`,
    choices: ORDERS,
    read: oneOfChoices<DayOrder>(ORDERS),
  });
  return { isConsent, dayOrder };
}

const MOST_TOLD = 20;

function inWords({ writes, unchanged, notListed }: ListPlan, troubles: readonly ListTrouble[]): string {
  const added = writes.filter(({ pageId }) => pageId === null);
  const changed = writes.filter(({ pageId }) => pageId !== null);
  const lines = [
    `${added.length} new${namesOf(added)}, ${changed.length} changed${namesOf(changed)}, ${unchanged} as they are.`,
    ...(notListed > 0 ? [`${notListed} in Notion are not in the list: they stay as they are.`] : []),
    ...troubles.slice(0, MOST_TOLD).map(({ line, says }) => `Line ${line}: ${says}`),
    ...(troubles.length > MOST_TOLD ? [`… and ${troubles.length - MOST_TOLD} more lines like these.`] : []),
  ];
  return lines.join("\n");
}

function namesOf(writes: readonly PersonWrite[]): string {
  if (writes.length === 0) return "";
  const names = writes.slice(0, 3).map(({ person }) => person.name);
  return ` (${names.join(", ")}${writes.length > names.length ? ", …" : ""})`;
}

async function written(table: Table, writes: readonly PersonWrite[]): Promise<void> {
  for (const { pageId, values, person } of writes)
    await inTurn(async isAgain => {
      // An answer that was lost may have been a page: it is looked for before another is made.
      const there = pageId ?? (isAgain ? await pageOf(table, person.email) : null);
      if (there === null) await table.create(values);
      else await table.update(there, values);
    });
}

async function pageOf(table: Table, email: string): Promise<string | null> {
  return (await rowsByAddress(table)).get(addressKey(email))?.id ?? null;
}

async function rowsByAddress(table: Table): Promise<Map<string, Row>> {
  return new Map((await table.list()).map(row => [addressKey(text(row, "email")), row]));
}

/** Managers are pages too, and may stand further down the list: they are named once all are there. */
async function managersNamed(table: Table, people: readonly ListedPerson[]): Promise<void> {
  const led = people.filter(({ manager }) => manager !== undefined);
  if (led.length === 0) return;
  const rows = await asked(
    () => rowsByAddress(table),
    () => null,
  );
  for (const { email, manager = "" } of led) {
    const [page, boss] = [rows.get(addressKey(email)), rows.get(addressKey(manager))];
    if (page === undefined || boss === undefined || page.values.manager === undefined) continue;
    if ((page.values.manager as string[]).includes(boss.id)) continue;
    await inTurn(() => table.update(page.id, { manager: [boss.id] }));
  }
}

const MOST_TRIES = 6;

/** Does one write, as often as Notion asks to come back later. @throws Trouble where it does not come to an end */
async function inTurn(act: (isAgain: boolean) => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await act(tries > 1);
      return;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const comesBack = error.kind === "busy" || error.kind === "in_doubt" || error.kind === "changed";
      if (!comesBack || tries === MOST_TRIES)
        throw new Trouble(`Notion answers: ${error.message}. Run this again: nobody is added twice.`);
      await new Promise(resolve => setTimeout(resolve, Math.max(500, error.retryAfterMs)));
    }
  }
}
