import type { Language } from "../../src/core/domain/values/language.ts";
import { type PlainValue, SOURCE_KEYS } from "../../src/core/domain/values/row.ts";
import type { Words } from "../../src/core/words/words.ts";
import { WORDS } from "../../src/run/words.ts";
import { inProcessRunner } from "../demo/inProcess.ts";
import type { RunOutcome } from "../demo/play.ts";
import { openD1 } from "../world/d1.ts";
import { allEvents } from "../world/people.ts";
import { NOTION_HOST, openPlayground, type Playground } from "../world/playground.ts";
import { readTable } from "../world/tables.ts";

const ZONE = "Europe/Sofia";
/** The Thursday before both programmes' first Monday. */
export const THURSDAY = Date.parse("2027-01-07T08:00:00Z");

/** Two programmes side by side: one in Ukrainian, whose rules fail where a test says so, and one in English. */
export interface TwoProgrammes {
  playground: Playground;
  /** Page ids by name: `uk` and `en` are the programmes. */
  ids: Record<string, string>;
  runAt(at: number): Promise<RunOutcome>;
  /** What people of the English programme see, and what they were mailed, without ids. */
  seenInEnglish(): Promise<string>;
  /** What *Krug says*, by page. */
  says(): Promise<Map<string, string>>;
}

export async function openTwoProgrammes(): Promise<TwoProgrammes> {
  const names = { uk: ["ana", "boris", "carla"], en: ["vera", "gleb", "dan"] };
  const known = (name: string) => ({ name, email: `${name}@example.org`, zone: ZONE });
  const playground = await openPlayground({ startsAt: THURSDAY, people: [...names.uk, ...names.en].map(known) });
  playground.google.switches.conferencePending = "immediate";
  const runner = inProcessRunner(playground, openD1());
  const ids: Record<string, string> = {};
  for (const language of ["uk", "en"] as const) {
    const values: Record<string, PlainValue> = {
      name: `Pairs ${language}`,
      status: "active",
      format: "pair",
      zone: ZONE,
      language,
      start: { start: "2027-01-11", end: null },
      end: { start: "2027-02-21", end: null },
    };
    ids[language] = await playground.add("programmes", values);
  }
  for (const language of ["uk", "en"] as const)
    for (const name of names[language]) {
      const programmes = [ids[language] as string];
      const consent = { start: "2027-01-01", end: null };
      ids[name] = await playground.add("people", { ...known(name), hours: "9-17", programmes, consent });
      const goal = { title: `Goal of ${name}`, owner: [ids[name]], status: "in_progress" };
      ids[`${name}'s goal`] = await playground.add("roadmap", goal);
    }
  const titleOf = (values: Readonly<Record<string, PlainValue>>) => values.title ?? values.name ?? "";
  return {
    playground,
    ids,
    runAt: at => {
      playground.clock.set(at);
      return runner.run(at, "test");
    },
    seenInEnglish: async () => {
      const isTheirs = (emails: readonly string[]) =>
        emails.some(email => names.en.includes(email.split("@")[0] ?? ""));
      const events = (await allEvents(playground))
        .filter(event => isTheirs((event.attendees ?? []).map(guest => guest.email ?? "")))
        .map(({ status, summary, description, start, end, attendees }) => [
          status,
          summary,
          description,
          start?.dateTime,
          end?.dateTime,
          attendees?.map(guest => guest.email).sort(),
        ]);
      const pages: unknown[] = [];
      for (const source of ["programmes", "people", "roadmap", "groups", "sessions", "surveys"] as const)
        for (const row of await readTable(playground, source)) {
          const text = JSON.stringify([...Object.values(ids)].includes(row.id) ? row.id : row.values);
          const own = [ids.en, ...names.en.flatMap(name => [ids[name], ids[`${name}'s goal`]])];
          if (own.some(id => id !== undefined && text.includes(id)))
            pages.push([source, titleOf(row.values), row.values]);
        }
      const mails = playground.google.outbox.filter(mail => isTheirs([mail.to])).map(mail => [mail.kind, mail.to]);
      return withoutIds(JSON.stringify([sorted(events), sorted(pages), sorted(mails)], null, 1));
    },
    says: async () => {
      const rows = await Promise.all(SOURCE_KEYS.map(source => readTable(playground, source)));
      return new Map(rows.flat().map(row => [row.id, String(row.values.krugSays ?? "")]));
    },
  };
}

/** While it runs, one of Krug's sentences can't be made in a language. */
export async function failingIn<T>(word: keyof Words, language: Language, run: () => Promise<T>): Promise<T> {
  const words = WORDS as { -readonly [K in keyof Words]: (...given: never[]) => unknown };
  const before = words[word];
  words[word] = (...given: unknown[]) => {
    const isAsked = given.some(
      one => one === language || (one as { language?: unknown } | null)?.language === language,
    );
    if (isAsked) throw new TypeError(`planted: ${word}`);
    return (before as (...given: unknown[]) => unknown)(...given);
  };
  try {
    return await run();
  } finally {
    words[word] = before;
  }
}

function sorted(things: readonly unknown[]): string[] {
  return things.map(one => withoutIds(JSON.stringify(one))).sort();
}

/** Pages made in another order have other ids, and codes made from them. */
function withoutIds(text: string): string {
  return text
    .replace(/[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/g, "ID")
    .replace(/https?:\/\/[^\s"\\)]+/g, "URL")
    .replace(/session code: \w+/g, "session code: CODE");
}

/** From now on Notion answers some property of a page's type in a shape of its own; returns what ends it. */
export function answeredOddly(playground: Playground, pageId: string, odd: { type: string } & Record<string, unknown>) {
  const network = playground.fetch;
  const spoilt = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(spoilt);
    if (value === null || typeof value !== "object") return value;
    const found = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, spoilt(part)]));
    if (found.id !== pageId || found.properties === undefined) return found;
    const properties = Object.entries(found.properties as Record<string, { type: string }>).map(([name, property]) => [
      name,
      property.type === odd.type ? { ...property, ...odd } : property,
    ]);
    return { ...found, properties: Object.fromEntries(properties) };
  };
  playground.fetch = (async (input, init) => {
    const response = await network(input as never, init);
    const url = input instanceof Request ? input.url : String(input);
    const isJson = response.headers.get("content-type")?.includes("json") === true;
    if (!url.startsWith(NOTION_HOST) || !isJson) return response;
    const { status, headers } = response;
    return new Response(JSON.stringify(spoilt(await response.json())), { status, headers });
  }) as typeof fetch;
  return () => {
    playground.fetch = network;
  };
}
