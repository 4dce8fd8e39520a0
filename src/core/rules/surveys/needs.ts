import { type Addresses, ownerOf } from "../../domain/addresses.ts";
import type { FormKind } from "../../domain/form.ts";
import { addressesOn, LONGEST_NAME } from "../../domain/person.ts";
import { addressKey } from "../../domain/values/address.ts";
import { type Apart, apartOf, MOST_APART } from "../../domain/values/apart.ts";
import { findable } from "../../domain/values/content.ts";
import { cutAt } from "../../domain/values/ends.ts";
import { eachGuarded } from "../../domain/values/guarded.ts";
import { keptIn } from "../../domain/values/maps.ts";
import { date, list, type Row, text } from "../../domain/values/row.ts";
import { localDate } from "../../domain/values/time.ts";
import { type AnswerTo, type FormResponse, LONGEST_LINE, parseAnswer } from "./answers.ts";
import { assignPeople, latestAnswers } from "./whoseAnswers.ts";

/** How many people one may wish to be with; more are not kept. */
const MOST_WISHES = 3;

/**
 * What the people of a programme said they need. Who they wish to meet, and who not, is for matching alone: no page,
 * text, figure or report may be drawn from it.
 */
export interface ProgrammeNeeds {
  /** What each person said, by the id of their page: of every question the last answer that says something. */
  answers: ReadonlyMap<string, AnswerTo<"needs">>;
  /** The people each would like to be with, at most three; none they must not be with. */
  wishes: ReadonlyMap<string, readonly string[]>;
  apart: Apart;
  /** People some of whose names match nobody in the programme, or more than one: how many, in whichever question. */
  unreadNames: ReadonlyMap<string, number>;
  /** People who said "not now" and have no later day of consent on their page. */
  declined: ReadonlySet<string>;
  /** Addresses nobody has, sorted. */
  strangers: string[];
  /** What people said who are on no page and take part, by `addressKey`; with the id of the first answer of each. */
  newcomers: ReadonlyMap<string, AnswerTo<"needs">>;
  /** Required questions some answer lacked. */
  missingQuestions: string[];
  /** How many answers to a question could not be understood, by its key: of scales and choices, never of names. */
  unread: ReadonlyMap<string, number>;
}

/** What needs are drawn from: the pages of people, and what they answered. */
interface NeedsSources {
  rows: ReadonlyMap<string, Row>;
  addresses: Addresses;
  responses: readonly { programmeId: string; kind: FormKind; response: FormResponse }[];
}

/** Worked out once for a snapshot. */
const known = new WeakMap<NeedsSources, Map<string, ProgrammeNeeds>>();

/**
 * The needs of a programme's people. Pages Krug cannot invite yet count too: an answer may say what they lack.
 *
 * Names are read anew each time, so that people who join later are found. The first three that can be read count; one's
 * own name and repetitions are passed over. A wish for a person one does not want to be with does not count. Source:
 * docs/how-matching-decides.md#not-with.
 */
export function needsOf(sources: NeedsSources, programme: { id: string; zone: string }): ProgrammeNeeds {
  const ofSnapshot = keptIn(known, sources, () => new Map());
  return keptIn(ofSnapshot, programme.id, () => readNeeds(sources, programme));
}

function readNeeds(
  { rows, addresses, responses }: NeedsSources,
  programme: { id: string; zone: string },
): ProgrammeNeeds {
  const own = responses.filter(response => response.kind === "needs" && response.programmeId === programme.id);
  const parsed = eachGuarded(
    "answer",
    own,
    one => parsedOnce(one.response),
    () => programme.id,
  );
  const people = [...rows.values()].filter(row => row.source === "people").map(row => respondent(row, addresses));
  const values = parsed.flatMap(({ value }) => value ?? []);
  const { answers, strangers } = saidBy(people, values);
  // Anyone who edits the page can give it another address: that must not bring together people who asked to be apart.
  const ever = saidBy(
    people.map(person => ({ ...person, otherEmails: person.emailsEver })),
    values,
  ).answers;
  const members = people.filter(person => person.programmeIds.includes(programme.id));
  const { wishes, apart, unreadNames } = namedIn(answers, ever, members);
  const missing = new Set<string>();
  const unread = new Map<string, number>();
  for (const { code, question } of parsed.flatMap(one => one.problems))
    if (code === "form_question_missing") missing.add(question);
    else unread.set(question, (unread.get(question) ?? 0) + 1);
  const declined = people.filter(({ id, consentedOn }) => {
    const answer = answers.get(id);
    return answer?.takesPart === false && consentedOn <= localDate(answer.submittedAt, programme.zone);
  });
  return {
    answers,
    wishes,
    apart,
    unreadNames,
    declined: new Set(declined.map(({ id }) => id)),
    strangers,
    newcomers: newcomersAmong(values, addresses),
    missingQuestions: [...missing].sort(),
    unread,
  };
}

/** What each person said under their addresses; and the addresses that are nobody's. */
function saidBy(
  people: Parameters<typeof assignPeople>[1],
  values: readonly AnswerTo<"needs">[],
): { answers: Map<string, AnswerTo<"needs">>; strangers: string[] } {
  const { assigned, strangers } = assignPeople(values, people);
  const answers = new Map<string, AnswerTo<"needs">>();
  for (const { personId, ...answer } of latestAnswers(assigned, one => one.responseId))
    answers.set(personId, togetherWith(answers.get(personId), answer));
  return { answers, strangers };
}

/** Who was ever on a page is no newcomer: an address that two pages show, or one that was thrown away, is a person's to judge. */
function newcomersAmong(values: readonly AnswerTo<"needs">[], { known }: Addresses): Map<string, AnswerTo<"needs">> {
  const found = new Map<string, AnswerTo<"needs">>();
  for (const answer of latestAnswers(values, one => one.responseId)) {
    const address = addressKey(answer.email);
    if (answer.email === "" || known.has(address)) continue;
    const before = found.get(address);
    found.set(address, { ...togetherWith(before, answer), responseId: before?.responseId ?? answer.responseId });
  }
  return new Map([...found].filter(([, answer]) => answer.takesPart === true));
}

/** Reading an answer is the dearest part, and one run looks at the same answers in every snapshot of the world. */
const read = new WeakMap<FormResponse, ReturnType<typeof parseAnswer<"needs">>>();

function parsedOnce(response: FormResponse): ReturnType<typeof parseAnswer<"needs">> {
  return keptIn(read, response, () => parseAnswer("needs", response));
}

/** An answer after an earlier one: what it leaves blank stays as it was. */
export function togetherWith(earlier: AnswerTo<"needs"> | undefined, later: AnswerTo<"needs">): AnswerTo<"needs"> {
  const said = Object.fromEntries(Object.entries(later).filter(([, value]) => value !== null));
  return { ...(earlier ?? later), ...said };
}

function respondent(row: Row, addresses: Addresses) {
  const { email: main, others } = addressesOn(row);
  const emails = [main, ...others].filter(email => ownerOf(addresses, email) === row.id);
  const [email = "", ...otherEmails] = emails;
  return {
    id: row.id,
    name: text(row, "name"),
    email,
    otherEmails,
    emails,
    /** Those they had before too. */
    emailsEver: (addresses.ofPage.get(row.id) ?? []).map(claim => claim.email),
    programmeIds: list(row, "programmes"),
    /** Empty, which is before every day, without one. */
    consentedOn: date(row, "consent")?.start.slice(0, 10) ?? "",
  };
}

function namedIn(
  answers: ReadonlyMap<string, AnswerTo<"needs">>,
  ever: ReadonlyMap<string, AnswerTo<"needs">>,
  members: readonly { id: string; name: string; emailsEver: readonly string[] }[],
): Pick<ProgrammeNeeds, "wishes" | "apart" | "unreadNames"> {
  const namesIn = nameReader(members.map(({ id, name, emailsEver }) => ({ id, name, emails: emailsEver })));
  const wishes = new Map<string, readonly string[]>();
  const notWith = new Map<string, readonly string[]>();
  const unreadNames = new Map<string, number>();
  for (const person of ever.keys()) {
    const idsIn = (names: readonly string[] | null) => {
      const found = (names ?? []).map(namesIn);
      const unread = found.reduce((sum, one) => sum + one.unread, unreadNames.get(person) ?? 0);
      if (unread > 0) unreadNames.set(person, unread);
      return [...new Set(found.flatMap(({ ids }) => ids))].filter(id => id !== person);
    };
    const avoided = idsIn(ever.get(person)?.notWith ?? null).slice(0, MOST_APART);
    const wished = idsIn(answers.get(person)?.wishes ?? null)
      .slice(0, MOST_WISHES)
      .filter(id => !avoided.includes(id));
    if (avoided.length > 0) notWith.set(person, avoided);
    if (wished.length > 0) wishes.set(person, wished);
  }
  return { wishes, apart: apartOf(notWith), unreadNames };
}

/** A person a name can mean. */
interface NamedPerson {
  id: string;
  name: string;
  /** All of their addresses. */
  emails: readonly string[];
}

const AND = / (?:and|&|и|й|і|та) /u;

/**
 * Reads names as people type them: an e-mail address, the full name in any order and case, or as much of it as fits one
 * person alone, initials too ("ana petrova", "Petrova Ana", "Ana", "Ana P."). "Ana and Boris" are two names.
 *
 * Of each text the ids found, and how many names in it mean nobody or more than one person.
 */
function nameReader(people: readonly NamedPerson[]): (text: string) => { ids: string[]; unread: number } {
  const byEmail = new Map<string, Set<string>>();
  const byFullName = new Map<string, Set<string>>();
  const byPart = new Map<string, Set<string>>();
  const partsOf = new Map<string, readonly string[]>();
  const put = (index: Map<string, Set<string>>, key: string, id: string) =>
    index.set(key, (index.get(key) ?? new Set()).add(id));
  for (const { id, name, emails } of people) {
    const parts = nameParts(name);
    partsOf.set(id, parts);
    for (const email of emails) put(byEmail, email.trim().toLowerCase(), id);
    if (parts.length > 0) put(byFullName, [...parts].sort().join(" "), id);
    for (const part of parts) put(byPart, part, id);
  }
  const one = (ids: ReadonlySet<string> | undefined) => (ids?.size === 1 ? [...ids][0]! : null);
  const read = (text: string): string | null => {
    const email = text.split(/[\s<>()]/).find(word => /^[^@]+@./.test(word));
    if (email !== undefined) return one(byEmail.get(email));
    const parts = nameParts(text);
    const full = byFullName.get([...parts].sort().join(" "));
    if (full !== undefined) return one(full);
    const whole = parts.filter(part => part.length > 1);
    const initials = parts.filter(part => part.length === 1);
    if (whole.length === 0) return null;
    const fitting = [...(byPart.get(whole[0]!) ?? [])].filter(id => fits(partsOf.get(id)!, whole, initials));
    return one(new Set(fitting));
  };
  return written => {
    const text = findable(cutAt(written, LONGEST_LINE));
    const whole = read(text);
    const names = whole === null ? text.split(AND) : [text];
    const found = names.map(name => (names.length === 1 ? whole : read(name)));
    const ids = found.filter(id => id !== null);
    return { ids, unread: found.length - ids.length };
  };
}

/** True where each word is a part of the name, and each initial begins one of the parts that are left. */
function fits(parts: readonly string[], words: readonly string[], initials: readonly string[]): boolean {
  if (!words.every(word => parts.includes(word))) return false;
  const left = parts.filter(part => !words.includes(part));
  return initials.every(initial => left.some(part => part.startsWith(initial)));
}

function nameParts(name: string): string[] {
  return findable(cutAt(name, LONGEST_NAME))
    .replaceAll("'", "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter(part => part !== "");
}
