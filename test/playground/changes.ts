import type { Point } from "../../src/core/rules/metrics/points.ts";
import { metricName } from "../../src/text/figures/metrics.ts";
import type { Letter } from "./letters.ts";
import { clockOf, dayOf } from "./notionView.ts";
import type { Seen, SeenEvent, SeenPage } from "./seen.ts";

/** Something that is otherwise than it was. */
export interface Change {
  about: "page" | "event" | "mail" | "form" | "figure";
  /** What it is about: a page's name, an event's. */
  title: string;
  /** What became of it, in words. */
  says: string;
  /** Lines that went and came, where that tells more. */
  lines: { sign: "-" | "+"; text: string }[];
  href: string | null;
}

/** What is otherwise in `after` than in `before`, in words; letters are those sent in between, the first of them the `place`-th of all. */
export function changesBetween(
  before: Seen,
  after: Seen,
  letters: { sent: readonly Letter[]; place: number },
  words: { zone: string; programmes: ReadonlyMap<string, string>; nameOf: (email: string) => string },
): Change[] {
  return [
    ...eventChanges(before, after, words),
    ...letterChanges(letters.sent, letters.place, words.nameOf),
    ...pageChanges(before, after),
    ...formChanges(before, after),
    ...figureChanges(before, after, words.programmes),
  ];
}

function pageChanges(before: Seen, after: Seen): Change[] {
  const found: Change[] = [];
  for (const [id, page] of after.pages) {
    const old = before.pages.get(id);
    // Figures have a list of their own.
    if (page.source === "metrics") continue;
    const base = {
      about: "page",
      title: `${page.table}: ${page.title}`,
      href: `/notion/${id.replaceAll("-", "")}`,
    } as const;
    if (old === undefined) {
      found.push({ ...base, says: "is new", lines: [] });
      continue;
    }
    const lines = pageLines(old, page);
    if (lines.length > 0) found.push({ ...base, says: saidOf(lines), lines });
  }
  for (const [id, page] of before.pages)
    if (!after.pages.has(id))
      found.push({ about: "page", title: `${page.table}: ${page.title}`, says: "is gone", lines: [], href: null });
  return found;
}

function saidOf(lines: Change["lines"]): string {
  return lines.length === 1 ? "has a line more or less" : "reads differently";
}

function pageLines(old: SeenPage, page: SeenPage): Change["lines"] {
  const lines: Change["lines"] = [];
  if (old.title !== page.title) lines.push({ sign: "-", text: old.title }, { sign: "+", text: page.title });
  for (const name of new Set([...Object.keys(old.values), ...Object.keys(page.values)])) {
    const [was, is] = [old.values[name] ?? "", page.values[name] ?? ""];
    if (was === is) continue;
    if (was !== "") lines.push({ sign: "-", text: `${name}: ${was}` });
    if (is !== "") lines.push({ sign: "+", text: `${name}: ${is}` });
  }
  lines.push(...lineChanges(old.body, page.body));
  lines.push(...lineChanges(old.comments, page.comments));
  return lines;
}

/** Lines that went, then lines that came; one that only moved is neither. */
function lineChanges(before: readonly string[], after: readonly string[]): Change["lines"] {
  const left = [...after];
  const gone = before.filter(line => {
    const place = left.indexOf(line);
    if (place < 0) return true;
    left.splice(place, 1);
    return false;
  });
  return [...gone.map(text => ({ sign: "-", text }) as const), ...left.map(text => ({ sign: "+", text }) as const)];
}

type Words = Parameters<typeof changesBetween>[3];

function eventChanges(before: Seen, after: Seen, { zone, nameOf }: Words): Change[] {
  const found: Change[] = [];
  for (const [id, event] of after.events) {
    const old = before.events.get(id);
    const base = { about: "event", title: event.title, href: `/calendar/event/${id}` } as const;
    if (old === undefined) {
      if (event.isCancelled) continue;
      const what = event.isLetter ? "is a letter, sent as an invitation" : `is planned for ${when(event, zone)}`;
      found.push({ ...base, says: what, lines: [] });
      continue;
    }
    if (event.isCancelled) {
      if (!old.isCancelled) found.push({ ...base, title: old.title, says: "is cancelled", lines: [] });
      continue;
    }
    for (const says of eventWords(old, event, { zone, nameOf })) found.push({ ...base, says, lines: [] });
    const lines = lineChanges(old.text.split("\n"), event.text.split("\n")).filter(line => line.text !== "");
    if (lines.length > 0) found.push({ ...base, says: `(${when(event, zone)}) says something else`, lines });
  }
  return found;
}

function when(event: SeenEvent, zone: string): string {
  return `${dayOf(event.startsAt, zone)}, ${clockOf(event.startsAt, zone)}`;
}

const REPLIES: Readonly<Record<string, string>> = {
  accepted: "accepted",
  declined: "declined",
  tentative: "said maybe",
  needsAction: "has not replied",
};

function eventWords(old: SeenEvent, event: SeenEvent, { zone, nameOf }: Pick<Words, "zone" | "nameOf">): string[] {
  const said: string[] = [];
  if (old.isCancelled) return [`is on again, ${when(event, zone)}`];
  if (old.title !== event.title) said.push(`was called “${old.title}”`);
  if (old.startsAt !== event.startsAt) said.push(`moved from ${when(old, zone)} to ${when(event, zone)}`);
  for (const [email, reply] of Object.entries(event.guests)) {
    const was = old.guests[email];
    if (was === undefined) said.push(`${nameOf(email)} is invited`);
    else if (was !== reply) said.push(`${nameOf(email)} ${REPLIES[reply] ?? reply}`);
  }
  for (const email of Object.keys(old.guests))
    if (event.guests[email] === undefined) said.push(`${nameOf(email)} is no longer invited`);
  return said;
}

/** Mails of one kind about one event are told in one line. */
function letterChanges(sent: readonly Letter[], place: number, nameOf: (email: string) => string): Change[] {
  const found = new Map<string, { letter: Letter; place: number; to: string[] }>();
  for (const [index, letter] of sent.entries()) {
    const key = `${letter.kind}/${letter.eventId}/${letter.at}`;
    const same = found.get(key) ?? { letter, place: place + index, to: [] };
    same.to.push(nameOf(letter.to));
    found.set(key, same);
  }
  return [...found.values()].map(one => ({
    about: "mail",
    title: one.letter.subject,
    says: `${MAILS[one.letter.kind].toLowerCase()} to ${LIST.format(one.to)}`,
    lines: [],
    href: `/mail/${one.place}`,
  }));
}

const LIST = new Intl.ListFormat("en", { type: "conjunction" });

/** What each kind of mail is called. */
export const MAILS: Readonly<Record<Letter["kind"], string>> = {
  invitation: "Invitation",
  update: "Change",
  cancellation: "Cancellation",
  reply: "Reply",
  sharing: "Calendar shared",
};

function formChanges(before: Seen, after: Seen): Change[] {
  return [...after.forms]
    .map(([title, count]) => ({ title, more: count - (before.forms.get(title) ?? 0) }))
    .filter(({ more }) => more > 0)
    .map(({ title, more }) => ({
      about: "form",
      title,
      says: more === 1 ? "was answered once" : `was answered ${more} times`,
      lines: [],
      href: "/forms",
    }));
}

/** Those that moved first, then those that are drawn from more or less than they were. */
function figureChanges(before: Seen, after: Seen, programmes: ReadonlyMap<string, string>): Change[] {
  const [moved, other]: [Change[], Change[]] = [[], []];
  for (const [key, point] of after.figures) {
    const old = before.figures.get(key);
    const [was, is] = [shown(old), shown(point)];
    if (was === is && (is === null || old?.n === point.n)) continue;
    const basis = `drawn from ${point.n}`;
    const says =
      was === is
        ? `is still ${is}, ${basis} instead of ${old?.n}`
        : was === null
          ? `is ${is}, ${basis}`
          : is === null
            ? `was ${was}, and is unknown now`
            : `went from ${was} to ${is}, ${basis}`;
    const name = metricName(point.metricId, "en", point.skill);
    const title = `${programmes.get(point.programmeId) ?? "A programme"}: ${name}`;
    (was === is ? other : moved).push({ about: "figure", title, says, lines: [], href: null });
  }
  return [...moved, ...other];
}

function shown(point: Point | undefined): string | null {
  if (point === undefined || point.value === null) return null;
  return point.unit === "share" ? `${Math.round(point.value * 100)} %` : String(Math.round(point.value * 100) / 100);
}
