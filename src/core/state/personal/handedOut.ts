// What it decides: what Krug holds about one person, to be handed out to them.
// Idea: their own only. Of others nothing but what stands on a page both can open: names in a title, who thanked them.
// Source: docs/privacy.md#erasing-and-handing-out; the right of access. Cost: one look at each page, event and answer.

import type { Guest } from "../../domain/event.ts";
import type { FormKind } from "../../domain/form.ts";
import type { Letter } from "../../domain/letter.ts";
import { addressKey } from "../../domain/values/address.ts";
import { list, type PlainValue, type Row, text } from "../../domain/values/row.ts";
import { type Instant, toIso } from "../../domain/values/time.ts";
import type { IndexedFact } from "../../rules/metrics/factIndex.ts";
import type { Fact } from "../../rules/metrics/facts.ts";
import type { FirstOccurrences } from "../../rules/metrics/firstOccurrences.ts";
import { formSpec, questionsOf } from "../../rules/surveys/form.ts";
import { lettersOf } from "../letters.ts";
import type { Snapshot } from "../snapshot.ts";
import type { Identity } from "./identity.ts";

/** What the database holds of a person beside pages, events and answers. */
export interface KeptOfPerson {
  /** Facts that figures are made of, of every programme. */
  facts: readonly (IndexedFact & { programmeId: string })[];
  firsts: readonly { programmeId: string; firsts: FirstOccurrences }[];
  looks: readonly unknown[];
}

/** A page's values by the keys of its columns; pages it names are told by their titles. */
interface PageHandedOut {
  url: string;
  values: Record<string, PlainValue>;
}

interface HandedOut {
  person: Identity;
  pages: PageHandedOut[];
  goals: PageHandedOut[];
  steps: PageHandedOut[];
  answersGiven: PageHandedOut[];
  /** Where somebody put them down as an expert, under their address. */
  experts: PageHandedOut[];
  groups: PageHandedOut[];
  sessions: {
    title: string;
    startsAt: string | null;
    endsAt: string | null;
    status: string;
    /** What they replied to the invitation; null where they had none. */
    reply: Guest["reply"] | null;
  }[];
  answers: {
    programme: string;
    form: FormKind;
    submittedAt: string;
    answers: { question: string; answer: readonly string[] }[];
  }[];
  /** Titles and texts of what Krug told them alone. */
  letters: { kind: Letter["kind"]; sentAt: string; title: string; text: string; reply: Guest["reply"] }[];
  thanks: { title: string; at: string; from: string[]; to: string[] }[];
  helpBoard: PageHandedOut[];
  events: PageHandedOut[];
  figures: {
    facts: { programme: string; period: number; kind: string; fact: unknown }[];
    firsts: { programme: string; assessments: FirstOccurrences["assessments"]; peopleMet: number }[];
    looks: readonly unknown[];
  };
}

/**
 * Everything of one person. People who asked not to be with them are not in it: that is theirs. Times are ISO, in
 * UTC.
 */
export function handedOut(snapshot: Snapshot, person: Identity, kept: KeptOfPerson): HandedOut {
  const isTheirs = (ids: readonly string[]) => ids.some(id => person.pageIds.includes(id));
  const titleOf = (id: string) => titleOn(snapshot.rows.get(id)) ?? id;
  const pagesWhere = (source: Row["source"], columns: readonly string[]) =>
    [...snapshot.rows.values()]
      .filter(row => row.source === source && columns.some(column => isTheirs(list(row, column))))
      .map(row => pageOf(row, titleOf));
  return {
    person,
    pages: person.pageIds.flatMap(id => snapshot.rows.get(id) ?? []).map(row => pageOf(row, titleOf)),
    goals: pagesWhere("roadmap", ["owner"]),
    steps: pagesWhere("steps", ["owner"]),
    answersGiven: pagesWhere("answers", ["by"]),
    experts: [...snapshot.rows.values()]
      .filter(row => row.source === "experts" && person.emails.includes(addressKey(text(row, "email"))))
      .map(row => pageOf(row, titleOf)),
    groups: pagesWhere("groups", ["members", "facilitator"]),
    sessions: sessionsOf(snapshot, person),
    answers: answersOf(snapshot, person, titleOf),
    letters: lettersOf(snapshot)
      .filter(letter => person.pageIds.includes(letter.personId))
      .map(letter => ({
        kind: letter.kind,
        sentAt: toIso(letter.sentAt),
        title: snapshot.events.get(letter.eventId)?.title ?? "",
        text: snapshot.events.get(letter.eventId)?.description ?? "",
        reply: letter.reply,
      })),
    thanks: snapshot.thanks
      .filter(({ fromIds, toIds }) => isTheirs(fromIds) || isTheirs(toIds))
      .map(({ title, at, fromIds, toIds }) => ({
        title,
        at: toIso(at),
        from: fromIds.map(titleOf),
        to: toIds.map(titleOf),
      })),
    helpBoard: pagesWhere("help", ["askedBy", "takenBy", "answeredBy"]),
    events: pagesWhere("gatherings", ["host", "interested", "came", "coming"]).map(withoutOtherGuests),
    figures: {
      facts: kept.facts.map(({ programmeId, period, kind, fact }) => ({
        programme: titleOf(programmeId),
        period,
        kind,
        fact: ownFact(kind, fact, person),
      })),
      firsts: kept.firsts.map(({ programmeId, firsts }) => ({
        programme: titleOf(programmeId),
        assessments: firsts.assessments,
        peopleMet: Object.keys(firsts.meetings).length,
      })),
      looks: kept.looks,
    },
  };
}

function titleOn(row: Row | undefined): string | null {
  if (row === undefined) return null;
  return text(row, "title") || text(row, "name") || text(row, "question") || null;
}

function pageOf(row: Row, titleOf: (id: string) => string): PageHandedOut {
  const told = Object.entries(row.values).map(([key, value]) => [
    key,
    Array.isArray(value) ? value.map(titleOf) : value,
  ]);
  return { url: row.url, values: Object.fromEntries(told) };
}

/** The other guests of a class are theirs to reveal. */
function withoutOtherGuests({ url, values }: PageHandedOut): PageHandedOut {
  const { interested: _, came: __, coming: ___, replies: ____, ...own } = values;
  return { url, values: own };
}

function sessionsOf(snapshot: Snapshot, person: Identity): HandedOut["sessions"] {
  const isTheirs = (ids: readonly string[]) => ids.some(id => person.pageIds.includes(id));
  const iso = (at: Instant | null) => (at === null ? null : toIso(at));
  return [...snapshot.sessions.values()].flatMap(session => {
    const event = snapshot.events.get(snapshot.links.get(session.id)?.eventId ?? "");
    const guest = event?.guests.find(({ email }) => person.emails.includes(email));
    const members = snapshot.groups.get(session.groupId ?? "")?.memberIds ?? [];
    if (guest === undefined && !isTheirs(members) && !isTheirs(session.cameIds)) return [];
    const { title, startsAt, endsAt, status } = session;
    return [{ title, startsAt: iso(startsAt), endsAt: iso(endsAt), status, reply: guest?.reply ?? null }];
  });
}

function answersOf(snapshot: Snapshot, person: Identity, titleOf: (id: string) => string): HandedOut["answers"] {
  return snapshot.responses
    .filter(({ response }) => response.email !== null && person.emails.includes(response.email.toLowerCase()))
    .sort(({ response: a }, { response: b }) => a.submittedAt - b.submittedAt || (a.responseId < b.responseId ? -1 : 1))
    .map(({ programmeId, kind, response }) => {
      const programme = snapshot.programmes.find(programme => programme.id === programmeId);
      const form = snapshot.forms.find(form => form.programmeId === programmeId && form.kind === kind);
      const spec = formSpec(kind, { name: "", language: programme?.language ?? "en" }, form?.skills ?? [], "");
      const titles = new Map(questionsOf(spec).map(({ questionId, title }) => [questionId, title]));
      return {
        programme: titleOf(programmeId),
        form: kind,
        submittedAt: toIso(response.submittedAt),
        answers: Object.entries(response.answers).map(([id, answer]) => ({ question: titles.get(id) ?? id, answer })),
      };
    });
}

/** A fact without the ids of others: those who were there too, were helped or were thanked. */
function ownFact(kind: IndexedFact["kind"], fact: IndexedFact["fact"], person: Identity): unknown {
  if (kind === "sessions") {
    const { memberIds: _, declinedIds, cameIds, facilitatorId, ...session } = fact as Fact<"sessions">;
    const has = (ids: readonly string[]) => ids.some(id => person.pageIds.includes(id));
    return {
      ...session,
      hasDeclined: has(declinedIds),
      came: cameIds.length === 0 ? null : has(cameIds),
      led: facilitatorId !== null && has([facilitatorId]),
    };
  }
  const { helpedId: _, toId: __, ...own } = fact as object as Record<string, unknown>;
  return own;
}
