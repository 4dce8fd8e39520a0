// What it decides: what is to be done outside Krug to erase a person: which pages go, which name them, which events do.
// Idea: laid down once, before the first call, and kept until all is done: what was erased already can't be looked up again.
// Source: docs/privacy.md#erasing-and-handing-out; the right to erasure. Cost: one look at each page and event.

import type { EventCopy } from "../../domain/event.ts";
import { isLetter, parseLetterId } from "../../domain/letter.ts";
import { sessionOf } from "../../domain/link.ts";
import { addressKey } from "../../domain/values/address.ts";
import { list, type Row, type SourceKey, text } from "../../domain/values/row.ts";
import type { Mirror } from "../mirror.ts";
import type { Identity } from "./identity.ts";
import { cleaned, mentions, type Traced, withoutTraces } from "./traces.ts";

export interface PageRef {
  source: SourceKey;
  id: string;
}

/** What is to be erased of a person outside the database; and the answers Krug has read. */
export interface Erasure {
  person: Traced;
  /** Pages of theirs alone: emptied and put in the trash, their own page last. */
  own: PageRef[];
  /** Pages that name them, or whose comments or text may. */
  naming: PageRef[];
  /** Of those, the ones Krug wrote a body of: digests. */
  written: PageRef[];
  /** What a session, or class, has in the calendar: by the page's id. */
  eventIds: Record<string, string>;
  seriesIds: string[];
  letterIds: string[];
  /** What else of Krug's names them: letters to others, invitations that were given up for others. */
  otherEventIds: string[];
  responseIds: string[];
}

/** Columns that say whose a page is: one in which nobody else stands is theirs alone. */
const OWNERS: Partial<Record<SourceKey, readonly string[]>> = {
  roadmap: ["owner"],
  thanks: ["from", "to"],
  help: ["askedBy"],
  steps: ["owner"],
  answers: ["by"],
};

/** Columns whose words are people's, and which Krug repeats in what it writes; skills among them. */
const WRITTEN: Partial<Record<SourceKey, readonly string[]>> = {
  programmes: ["name"],
  people: ["offers", "seeks"],
  roadmap: ["title", "nextStep", "measure", "help", "skill"],
  groups: ["agreement"],
  sessions: ["questions", "notes", "nextSteps"],
  help: ["question", "details", "answer", "skill"],
  gatherings: ["title", "otherHosts", "where", "description", "skill"],
  thanks: ["title"],
  steps: ["title", "written"],
  answers: ["question", "answer", "skill"],
  guides: ["title", "text", "skill"],
  experts: ["ask", "skill"],
  aims: ["title"],
  resources: ["title", "skill"],
};

/** A person with all that only looks like them: the names of others, and what others wrote. */
function tracedIn({ rows, responses }: Pick<Mirror, "rows" | "responses">, person: Identity): Traced {
  const others = rows
    .filter(row => row.source === "people" && !person.pageIds.includes(row.id))
    .map(row => text(row, "name"))
    .filter(name => name !== "");
  const texts = [
    ...rows.flatMap(row => row.part?.steps ?? []),
    ...rows.flatMap(row => (WRITTEN[row.source] ?? []).flatMap(key => row.values[key] ?? [])),
    ...responses
      .filter(({ response }) => !person.emails.includes(response.email?.toLowerCase() ?? ""))
      .flatMap(({ response }) => Object.values(response.answers).flat()),
  ].filter(value => typeof value === "string");
  const written = [...new Set(texts)].filter(said => mentions(said, person)).sort();
  const isTheirs = (id: string) => person.pageIds.includes(id);
  const steps = rows
    .filter(row => row.source === "steps" && list(row, "owner").length > 0 && list(row, "owner").every(isTheirs))
    .map(row => text(row, "title"))
    .filter(title => title !== "");
  return { ...person, others: [...new Set(others)].sort(), written, steps: [...new Set(steps)].sort() };
}

/** The whole of it. Pages of others stay, and what they name the person by goes. The order of input is irrelevant. */
export function erasureOf(
  mirror: Pick<Mirror, "rows" | "events" | "links" | "series" | "responses">,
  identity: Identity,
): Erasure {
  const person = tracedIn(mirror, identity);
  const traced = byTextAlone(person);
  const rows = [...mirror.rows].sort((a, b) => (a.id < b.id ? -1 : 1));
  const isTheirs = (id: string) => person.pageIds.includes(id);
  // Who was put down as an expert is known by the address alone.
  const isOwn = (row: Row) =>
    (row.source === "experts" && person.emails.includes(addressKey(text(row, "email")))) ||
    (OWNERS[row.source] ?? []).some(column => {
      const ids = list(row, column);
      return ids.length > 0 && ids.every(isTheirs);
    });
  const own = rows.filter(row => !isTheirs(row.id) && isOwn(row));
  const byId = new Map(rows.map(row => [row.id, row]));
  const isTo = (event: EventCopy) => {
    if (!isLetter(event.id)) return false;
    // A note that tells of them to somebody else goes with them: it names their page in what it keeps.
    const letter = parseLetterId(event.id);
    const isOf = letter?.kind === "news" && person.pageIds.some(id => event.letterMark?.includes(id) === true);
    return isOf || isTheirs(letter?.personId ?? "") || isGuest(event.guests.map(({ email }) => email));
  };
  const groupIds = new Set(rows.filter(row => row.source === "groups" && names(row, isTheirs)).map(row => row.id));
  const programmes = new Set(
    rows
      .filter(row => isTheirs(row.id) || groupIds.has(row.id))
      .flatMap(row => [...list(row, "programmes"), ...list(row, "programme")]),
  );
  // They may be gone from a group by now, and its older invitations tell of them all the same, as in the address of its page.
  const isAmongTheirs = (pageId: string) => {
    const row = byId.get(pageId);
    return row !== undefined && list(row, "programme").some(id => programmes.has(id));
  };
  const isTold = (title: string, description: string) =>
    withoutTraces(title, traced, "title") !== title || withoutTraces(description, traced, "mixed") !== description;
  const isGuest = (emails: readonly string[]) => emails.some(email => person.emails.includes(email.toLowerCase()));
  const eventOf = new Map(mirror.events.map(event => [event.id, event]));
  const linked = mirror.links.filter(({ sessionId, eventId, base }) => {
    const event = eventOf.get(eventId);
    if (isGuest([...base.guestEmails, ...(event?.guests ?? []).map(guest => guest.email)])) return true;
    const isSaid = isTold(base.title, base.description) || isTold(event?.title ?? "", event?.description ?? "");
    return isAmongTheirs(sessionId) && isSaid;
  });
  const met = new Set(linked.map(link => link.sessionId));
  const isOfTheirs = (row: Row) =>
    names(row, isTheirs) ||
    cleaned(text(row, "krugSays"), traced) !== text(row, "krugSays") ||
    met.has(row.id) ||
    (row.source === "sessions" && list(row, "group").some(id => groupIds.has(id))) ||
    (row.source === "programmes" && programmes.has(row.id)) ||
    (row.source === "digests" && list(row, "programme").some(id => programmes.has(id)));
  const naming = rows.filter(row => !isTheirs(row.id) && !own.includes(row) && isOfTheirs(row));
  const ref = ({ source, id }: Row): PageRef => ({ source, id });
  const isLinked = new Set(linked.map(link => link.eventId));
  const isAbout = (event: EventCopy) => {
    const letter = parseLetterId(event.id);
    // Another program may have taken away what an event bore of its meeting: its id tells it too.
    const sessionId = event.sessionId ?? sessionOf(event.id)?.sessionId ?? null;
    const isKrugs =
      letter === null
        ? event.seriesId !== null || (sessionId !== null && isAmongTheirs(sessionId))
        : programmes.has(letter.programmeId);
    return isKrugs && (isTold(event.title, event.description) || isGuest(event.guests.map(({ email }) => email)));
  };
  const isNamed = new Set(naming.map(row => row.id));
  return {
    person,
    own: [...own, ...rows.filter(row => isTheirs(row.id))].map(ref),
    naming: naming.map(ref),
    written: naming.filter(row => row.source === "digests").map(ref),
    eventIds: Object.fromEntries(
      mirror.links.filter(link => isNamed.has(link.sessionId)).map(link => [link.sessionId, link.eventId]),
    ),
    seriesIds: mirror.series
      .filter(({ groupId, base, master }) => {
        const emails = [...base.guestEmails, ...master.guests.map(guest => guest.email)];
        const isSaid = isTold(base.title, base.description) || isTold(master.title, master.description);
        return groupIds.has(groupId) || isGuest(emails) || (isAmongTheirs(groupId) && isSaid);
      })
      .map(series => series.id)
      .sort(),
    letterIds: idsOf(mirror.events.filter(isTo)),
    otherEventIds: idsOf(mirror.events.filter(event => isAbout(event) && !isTo(event) && !isLinked.has(event.id))),
    responseIds: mirror.responses
      .filter(({ response }) => person.emails.includes(response.email?.toLowerCase() ?? ""))
      .map(({ response }) => response.responseId)
      .sort(),
  };
}

/** A name alone identifies nobody where two people share it: then addresses and page ids count. */
export function byTextAlone(person: Traced): Traced {
  const others = new Set((person.others ?? []).map(name => name.normalize("NFC")));
  return { ...person, names: person.names.filter(name => !others.has(name.normalize("NFC"))) };
}

function names(row: Row, isTheirs: (id: string) => boolean): boolean {
  return Object.values(row.values).some(value => Array.isArray(value) && value.some(isTheirs));
}

function idsOf(events: readonly EventCopy[]): string[] {
  return events.map(event => event.id).sort();
}
