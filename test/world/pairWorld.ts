import type { PlainValue, Row } from "../../src/core/domain/values/row.ts";
import { inProcessRunner } from "../demo/inProcess.ts";
import type { RunOutcome } from "../demo/play.ts";
import { type LocalD1, openD1 } from "./d1.ts";
import { allEvents } from "./people.ts";
import { COORDINATOR, openPlayground, type Playground } from "./playground.ts";
import { readTable } from "./tables.ts";

const ZONE = "Europe/Berlin";
/** The Thursday before the programme's first Monday, 11 January 2027. */
export const THURSDAY = Date.parse("2027-01-07T08:00:00Z");

type CalendarEvent = Awaited<ReturnType<typeof allEvents>>[number];

/** Ana and Boris in a programme of pairs, invited to their first session; and what a story does and looks at. */
export interface PairWorld {
  playground: Playground;
  database: LocalD1;
  /** Ids of pages entered, by name. */
  ids: Record<string, string>;
  runAt(at: number): Promise<RunOutcome>;
  sessions(): Promise<Row[]>;
  /** Events that take place, soonest first. */
  live(): Promise<CalendarEvent[]>;
  /** Mails Google sent since the last time this was asked: kind and receiver, in order. */
  newMails(): string[];
  comments(pageId: string): Promise<string[]>;
  edit(
    source: "sessions" | "groups" | "people" | "programmes" | "help",
    id: string,
    values: Record<string, PlainValue>,
  ): Promise<void>;
}

/** Opens it at the Thursday before, with one run done. @throws Error when the pair was not invited. */
export async function openPairWorld(
  more: {
    programme?: Record<string, PlainValue>;
    people?: readonly string[];
    /** What somebody is called, by name; the name with a capital letter otherwise. */
    called?: Readonly<Record<string, string>>;
    /** Who has accounts and no page yet. */
    others?: readonly string[];
    /** What else somebody's page says, by name. */
    pages?: Readonly<Record<string, Record<string, PlainValue>>>;
    notion?: object;
    google?: object;
    /** True where Krug writes bodies of pages. */
    bodies?: boolean;
    /** True where nobody is invited yet: groups are made by hand. */
    isEmpty?: boolean;
  } = {},
): Promise<PairWorld> {
  const known = (name: string) => ({ name, email: `${name}@example.org`, zone: ZONE });
  const people = (more.people ?? ["ana", "boris"]).map(known);
  const playground = await openPlayground({
    startsAt: THURSDAY,
    people: [...people, ...(more.others ?? []).map(known)],
    notion: more.notion,
    google: more.google,
    bodies: more.bodies === true,
  });
  // A Meet link that comes later would be one more write in each story.
  playground.google.switches.conferencePending = "immediate";
  const database = openD1();
  const runner = inProcessRunner(playground, database);
  const ids: Record<string, string> = {};
  ids.programme = await playground.add("programmes", {
    name: "Pairs",
    status: "active",
    format: "pair",
    zone: ZONE,
    language: "en",
    feedbackOnly: true,
    start: { start: "2027-01-11", end: null },
    end: { start: "2027-02-07", end: null },
    ...more.programme,
  });
  for (const { name, email } of people)
    ids[name] = await playground.add("people", {
      name: more.called?.[name] ?? name.replace(/^./, letter => letter.toUpperCase()),
      email,
      zone: ZONE,
      hours: "9-17",
      programmes: [ids.programme],
      consent: { start: "2027-01-01", end: null },
      ...more.pages?.[name],
    });
  let mailsSeen = 0;
  const world: PairWorld = {
    playground,
    database,
    ids,
    runAt: at => {
      playground.clock.set(at);
      return runner.run(at, "test");
    },
    sessions: () => readTable(playground, "sessions"),
    live: async () =>
      (await allEvents(playground))
        .filter(event => event.status !== "cancelled")
        .sort((a, b) => Date.parse(a.start?.dateTime ?? "") - Date.parse(b.start?.dateTime ?? "")),
    newMails: () => {
      const fresh = playground.google.outbox.slice(mailsSeen).map(mail => `${mail.kind} ${mail.to}`);
      mailsSeen = playground.google.outbox.length;
      return fresh.sort();
    },
    comments: async pageId => {
      const { results } = await playground.notionOf(COORDINATOR).comments.list({ block_id: pageId });
      return results.map(one => ("rich_text" in one ? one.rich_text.map(piece => piece.plain_text).join("") : ""));
    },
    edit: (source, id, values) => playground.edit(COORDINATOR, source, id, values),
  };
  await world.runAt(THURSDAY + 60_000);
  if (more.isEmpty !== true && (await world.live()).length === 0) throw new Error("nobody was invited");
  world.newMails();
  return world;
}
