import type { Command, CommandOf } from "../../src/core/domain/command.ts";
import type { EventCopy, EventDraft } from "../../src/core/domain/event.ts";
import { type Base, eventIdFor, type Link } from "../../src/core/domain/link.ts";
import type { Programme } from "../../src/core/domain/programme.ts";
import { parseProgramme } from "../../src/core/domain/programme.ts";
import { parseSession, type Session } from "../../src/core/domain/session.ts";
import type { PlainValue, Row, SourceKey } from "../../src/core/domain/values/row.ts";
import { decide } from "../../src/core/plan/index.ts";
import { type Planning, planningOf } from "../../src/core/plan/pass/planning.ts";
import type { BusyTimes } from "../../src/core/rules/scheduling/members.ts";
import { applied as appliedTo } from "../../src/core/state/apply.ts";
import { type Mirror, NOTHING_HELD } from "../../src/core/state/mirror.ts";
import { type Snapshot, snapshotOf } from "../../src/core/state/snapshot.ts";
import { WORDS } from "../../src/run/words.ts";

/**
 * Pages, events and links as a test needs them: everything but what matters has a default. The world is the week of Monday
 * 11 January 2027, in Berlin; people work from nine to five and gave their consent; the programme makes new pairs each week.
 */

type Values = Record<string, PlainValue>;

export const MONDAY = Date.parse("2027-01-11T06:00:00Z");
export const at = (iso: string): number => Date.parse(iso);
/** A date column with one day, or with an instant. */
export const on = (start: string, end: string | null = null) => ({ start, end });

/** A pass over a world, in English; nothing is decided yet. */
export function aPlanning(snapshot: Snapshot, now: number, busy: BusyTimes | null = null): Planning {
  return planningOf(snapshot, now, { language: "en", words: WORDS }, busy);
}

/** The page id that belongs to a name or key: hexadecimal, as Notion's are. FNV-1a four times over. */
export function anId(name: string): string {
  let id = "";
  for (let part = 0; part < 4; part += 1) {
    let hash = 0x811c9dc5 ^ part;
    for (const letter of name) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
    id += (hash >>> 0).toString(16).padStart(8, "0");
  }
  return id;
}

export function aPage(source: SourceKey, id: string, values: Values): Row {
  return {
    id,
    source,
    url: `https://notion.test/${id}`,
    editedAt: MONDAY,
    createdAt: MONDAY,
    editedBy: null,
    createdBy: null,
    values,
  };
}

export function aProgramme(more: Values = {}, id = anId("programme")): Row {
  return aPage("programmes", id, {
    name: "Pairs",
    status: "active",
    format: "pair",
    matching: "random",
    zone: "Europe/Berlin",
    language: "en",
    start: on("2027-01-11"),
    end: on("2027-04-04"),
    feedbackOnly: true,
    ...more,
  });
}

export function aPerson(name: string, more: Values = {}): Row {
  return aPage("people", anId(name), {
    name,
    email: `${name.toLowerCase()}@example.org`,
    status: "active",
    zone: "Europe/Berlin",
    hours: "Mon-Fri 9-17",
    programmes: [anId("programme")],
    consent: on("2027-01-04"),
    ...more,
  });
}

export function aGoal(owner: string, more: Values = {}): Row {
  return aPage("roadmap", anId(`goal ${owner}`), {
    title: `What ${owner} is after`,
    owner: [anId(owner)],
    status: "doing",
    starts: on("2027-01-11"),
    due: on("2027-03-31"),
    ...more,
  });
}

/** A group of the first round that these people are in. */
export function aPair(names: readonly string[], more: Values = {}): Row {
  const id = anId(`group ${names.join("")}`);
  return aPage("groups", id, {
    name: names.join(", "),
    programme: [anId("programme")],
    round: 1,
    members: names.map(anId),
    status: "active",
    key: `group ${names.join(" ")}`,
    ...more,
  });
}

/** The group's session on Wednesday at ten in Berlin, for 45 minutes. */
export function aSession(group: Row, more: Values = {}): Row {
  return aPage("sessions", anId(`session of ${group.id}`), {
    title: "Ana, Boris",
    when: on("2027-01-13T09:00:00Z", "2027-01-13T09:45:00Z"),
    status: "planned",
    kind: "session",
    group: [group.id],
    programme: group.values.programme ?? [],
    key: `session:${group.id}:0`,
    ...more,
  });
}

/** The session a page describes. */
export function sessionOf(row: Row): Session {
  const { value } = parseSession(row);
  if (value === null) throw new Error(`not a session: ${JSON.stringify(parseSession(row).problems)}`);
  return value;
}

export function programmeOf(row: Row): Programme {
  const { value } = parseProgramme(row);
  if (value === null) throw new Error(`not a programme: ${JSON.stringify(parseProgramme(row).problems)}`);
  return value;
}

export function aDraft(more: Partial<EventDraft> = {}): EventDraft {
  return {
    title: "Ana, Boris",
    description: "Agenda",
    startsAt: at("2027-01-13T09:00:00Z"),
    endsAt: at("2027-01-13T09:45:00Z"),
    zone: "Europe/Berlin",
    guestEmails: ["ana@example.org", "boris@example.org"],
    guestsMayMove: true,
    ...more,
  };
}

/** The link of a session whose event is as the draft wanted it. */
export function aLink(session: Session, draft: EventDraft, more: Partial<Link> & { base?: Partial<Base> } = {}): Link {
  const { base, ...rest } = more;
  const generation = rest.generation ?? 0;
  return {
    sessionId: session.id,
    eventId: eventIdFor(session.id, generation),
    generation,
    seriesId: null,
    originalStart: null,
    tombstone: null,
    wasReoffered: false,
    ...rest,
    base: {
      title: draft.title,
      startsAt: draft.startsAt,
      endsAt: draft.endsAt,
      isCancelled: false,
      guestEmails: draft.guestEmails,
      description: draft.description,
      ...base,
    },
  };
}

/** The event as the calendar has it right after it was made for a draft. */
export function anEvent(link: Link, draft: EventDraft, more: Partial<EventCopy> = {}): EventCopy {
  return {
    id: link.eventId,
    etag: '"1"',
    isCancelled: false,
    title: draft.title,
    description: draft.description,
    startsAt: draft.startsAt,
    endsAt: draft.endsAt,
    guests: draft.guestEmails.map(email => ({ email, reply: "needsAction" })),
    meetLink: "https://meet.test/x",
    htmlLink: "https://calendar.test/x",
    updatedAt: MONDAY,
    sessionId: link.sessionId,
    baseMark: null,
    seriesId: null,
    originalStart: null,
    ...more,
  };
}

export function aMirror(rows: readonly Row[], more: Partial<Mirror> = {}): Mirror {
  return { ...NOTHING_HELD, rows, ...more };
}

export function aSnapshot(rows: readonly Row[], more: Partial<Mirror> = {}): Snapshot {
  return snapshotOf(aMirror(rows, more));
}

/**
 * What the world holds once commands were carried out on Monday: pages get ids of their own, and events what Google adds to them.
 * Replies and texts that people added stay.
 */
export function applied(mirror: Mirror, commands: readonly Command[]): Mirror {
  const after = appliedTo(mirror, commands, MONDAY);
  const pages = new Map(
    commands.flatMap(command => (command.kind === "create_page" ? [[plannedId(command), anId(command.key)]] : [])),
  );
  const events = new Map(mirror.events.map(event => [event.id, event]));
  return {
    ...after,
    rows: after.rows.map(row => (pages.has(row.id) ? aPage(row.source, pages.get(row.id) ?? "", row.values) : row)),
    events: after.events.map(event => asGoogleHas(event, events.get(event.id))),
  };
}

/** The id that a page has while it is only planned. */
export function plannedId(command: CommandOf<"create_page">): string {
  return appliedTo(NOTHING_HELD, [command], MONDAY).rows[0]?.id ?? "";
}

/** An event that was just made has its links; one that was changed another version. */
function asGoogleHas(event: EventCopy, before: EventCopy | undefined): EventCopy {
  if (before === event || event.id.startsWith("krugletter") || event.isOfKrugsSeries) return event;
  if (before !== undefined) return { ...event, etag: `${before.etag}x` };
  return { ...event, etag: '"1"', meetLink: "https://meet.test/x", htmlLink: "https://calendar.test/x" };
}

/** Nobody has anything in their calendar. */
export function everybodyFree(snapshot: Snapshot): BusyTimes {
  return new Map([...snapshot.people.values()].map(person => [person.email, []]));
}

/** What is decided now, with the calendars as given; all free without. */
export function decided(mirror: Mirror, now: number, busy?: BusyTimes): Command[] {
  const snapshot = snapshotOf(mirror);
  const settings = { language: "en" as const, words: WORDS };
  const { commands, unforeseen } = decide(snapshot, now, busy ?? everybodyFree(snapshot), settings);
  for (const { error } of unforeseen) throw error;
  return commands;
}

/** The world after all there is to do now was done, and what was done. @throws Error when it does not come to rest. */
export function settled(mirror: Mirror, now: number, busy?: BusyTimes): { mirror: Mirror; done: Command[] } {
  let world = mirror;
  const done: Command[] = [];
  for (let pass = 0; pass < 12; pass += 1) {
    const commands = decided(world, now, busy);
    if (commands.length === 0) return { mirror: world, done };
    done.push(...commands);
    world = applied(world, commands);
  }
  throw new Error("there is always something more to do");
}

/** A question on the help board, asked on Monday by Ana about testing. */
export function aQuestion(title: string, more: Values = {}): Row {
  return aPage("help", anId(`question ${title}`), {
    question: title,
    skill: ["testing"],
    details: "",
    programme: [anId("programme")],
    askedBy: [anId("Ana")],
    takenBy: [],
    resolved: false,
    ...more,
  });
}

/** A class on testing, on Wednesday from ten to half past eleven in Berlin, that Hana hosts. */
export function aGathering(more: Values = {}, name = "class"): Row {
  return aPage("gatherings", anId(`gathering ${name}`), {
    title: "How to test",
    when: on("2027-01-13T09:00:00Z", "2027-01-13T10:30:00Z"),
    host: [anId("Hana")],
    skill: ["testing"],
    status: "planned",
    ...more,
  });
}

/** A step of some people's, made on Monday. */
export function aStep(title: string, owners: readonly string[], more: Values = {}): Row {
  return aPage("steps", anId(`step ${title}`), { title, owner: owners.map(anId), done: false, ...more });
}

/** Thanks of one person to another, given at an instant. */
export function aThanks(from: string, to: string, given: number, more: Values = {}): Row {
  const page = aPage("thanks", anId(`thanks ${from} ${to} ${given}`), {
    title: "For the review",
    from: [anId(from)],
    to: [anId(to)],
    ...more,
  });
  return { ...page, createdAt: given, editedAt: given };
}
