import type { Command } from "../../domain/command.ts";
import { addressesOfGuest, type EventChanges, type EventCopy } from "../../domain/event.ts";
import type { Base, Link } from "../../domain/link.ts";
import type { Session } from "../../domain/session.ts";
import { isSameContent, isSameTitle, readableTitle } from "../../domain/values/content.ts";
import { isAlike, markOf } from "../../domain/values/hash.ts";
import { type Instant, MINUTE, toIso } from "../../domain/values/time.ts";
import { mergeAgenda } from "./agenda.ts";
import { meetingTime, oddEvent, oddityOf } from "./eventTime.ts";
import { mergeGuests } from "./guests.ts";
import type { Clash, Linked } from "./pair.ts";
import { ruleFor, type Table } from "./rule.ts";
import { merge } from "./threeWay.ts";

interface Time {
  startsAt: Instant;
  endsAt: Instant;
}

type Merged<T> = ReturnType<typeof merge<T>>;

/** What a merge comes to: for the event, for the page, for the base, and for whoever reads the page. */
interface Outcome {
  change: EventChanges;
  values: Record<string, string | { start: string; end: string }>;
  next: Base;
  comments: Command[];
}

/** Title, time, guests and text of a session to come, each merged by its own table. */
export function mergeFields(pair: Linked): Command[] {
  const { link, event, draft } = pair;
  const outcome: Outcome = { change: {}, values: {}, next: { ...link.base }, comments: [] };
  mergeTitle(pair, outcome);
  const time = mergeTime(pair, outcome);
  const isMoved = time === "notion" && draft.asksAnew !== false;
  // Guests who can't be seen can't be told from those taken off.
  if (event.areGuestsOmitted !== true) {
    const guests = mergeGuests(link.base.guestEmails, event.guests, draft.guestEmails, isMoved);
    if (guests !== null) outcome.change.guests = guests;
    outcome.next.guestEmails = draft.guestEmails;
  }
  mergeText(pair, outcome);
  // A member declined and the session moved: that was the other time, and Krug offers no third.
  const wasReoffered = link.wasReoffered || (time !== "none" && event.guests.some(guest => guest.reply === "declined"));
  return commandsFor(pair, { ...link, wasReoffered }, outcome);
}

/** What people changed in Calendar before the page was cancelled: the page takes it over, so that it is not gone with the event. */
export function takenOver(pair: Linked): Command[] {
  return mergeFields(pair).flatMap((command): Command[] => {
    if (command.kind === "comment") return [command];
    if (command.kind !== "update_page" || command.link === undefined) return [];
    const { title, startsAt, endsAt } = command.link.base;
    return [{ ...command, link: { ...pair.link, base: { ...pair.link.base, title, startsAt, endsAt } } }];
  });
}

/** A new time of the page's, for an event whose own has gone by; nothing while the page keeps the agreed one. */
export function timeSet(pair: Linked): Command[] {
  const { link, draft, now } = pair;
  if (draft.startsAt <= now || isSameTime(link.base, draft)) return [];
  const { startsAt, endsAt, zone } = draft;
  const change = { time: { startsAt, endsAt, zone } };
  const next = { ...link.base, startsAt, endsAt };
  return commandsFor(pair, link, { change, values: {}, next, comments: oddTimeLost(pair) });
}

/**
 * Title and time of another calendar's event that only invites the programme's: the page takes them over, and a
 * comment keeps what gives way. What changed on the page alone stays there; the event is never written.
 */
export function followCalendar(pair: Linked): Command[] {
  const outcome: Outcome = { change: {}, values: {}, next: { ...pair.link.base }, comments: [] };
  mergeTitle(pair, outcome);
  mergeTime(pair, outcome);
  return commandsFor(pair, pair.link, outcome);
}

function stepsFor(pair: Linked, field: "title" | "time", merged: Merged<unknown>): readonly FieldStep[] {
  const order = orderOf(pair.session, pair.event);
  return ruleFor(FIELD_TABLE, { field, change: merged.change, order }).leadsTo;
}

function mergeTitle(pair: Linked, { change, values, next, comments }: Outcome): void {
  const owner = ownerOf("title", orderOf(pair.session, pair.event));
  // An event without a title says nothing about it.
  const inCalendar = pair.event.title || pair.link.base.title;
  const sides = { base: pair.link.base.title, notion: pair.draft.title, calendar: inCalendar };
  const title = merge(sides, owner, isSameTitle);
  if (title.change === "none") return;
  const steps = stepsFor(pair, "title", title);
  if (steps.includes("change_event")) change.title = title.value;
  if (steps.includes("change_page")) values.title = readableTitle(title.value);
  if (steps.includes("agree")) next.title = title.value;
  if (steps.includes("tell") && title.change === "clash")
    comments.push(toldOf(pair, { field: "title", kept: title.value, lost: title.lost, keptSide: title.kept }));
}

function mergeTime(pair: Linked, { change, values, next, comments }: Outcome): Merged<Time>["change"] {
  const { link, event, draft, words, language, source = "sessions" } = pair;
  // An event without a time to meet at says nothing about it.
  const inCalendar = meetingTime(event, source) ?? link.base;
  const owner = ownerOf("time", orderOf(pair.session, event));
  const time = merge<Time>({ base: link.base, notion: draft, calendar: inCalendar }, owner, isSameTime);
  if (time.change === "none") return "none";
  const { startsAt, endsAt } = time.value;
  const steps = stepsFor(pair, "time", time);
  if (steps.includes("change_event")) change.time = { startsAt, endsAt, zone: draft.zone };
  if (steps.includes("change_page")) values.when = { start: toIso(startsAt), end: toIso(endsAt) };
  if (steps.includes("agree")) Object.assign(next, { startsAt, endsAt });
  if (steps.includes("tell") && time.change === "clash") {
    const show = (one: Time) => words.timeRange(one.startsAt, one.endsAt, draft.zone, language);
    comments.push(toldOf(pair, { field: "time", kept: show(time.value), lost: show(time.lost), keptSide: time.kept }));
  }
  if (change.time !== undefined && meetingTime(event, source) === null) comments.push(...oddTimeLost(pair));
  return time.change;
}

/** The comment that keeps an odd time of the event's which gives way to the page's; nothing where the page tells of it already. */
function oddTimeLost(pair: Linked): Command[] {
  const { link, event, draft, now, words, language, source = "sessions", isTold } = pair;
  const why = oddityOf(link, event, source, now);
  if (why === null || isTold?.(oddEvent(why, event, source)) === true) return [];
  const { startsAt, endsAt } = event;
  const lost =
    startsAt === null || endsAt === null
      ? words.allDay(language)
      : words.timeRange(startsAt, endsAt, draft.zone, language);
  const kept = words.timeRange(draft.startsAt, draft.endsAt, draft.zone, language);
  return [toldOf(pair, { field: "time", kept, lost, keptSide: "notion" })];
}

function mergeText({ link, event, draft }: Linked, { change, next }: Outcome): void {
  const guestsChangeAlone = change.guests !== undefined && change.title === undefined && change.time === undefined;
  const merged = mergeAgenda(link.base.description, event.description, draft.description, {
    guestsChangeAlone,
    isKeptFromOutside: draft.isKeptFromOutside,
  });
  if (merged.text !== null) change.description = merged.text;
  if (merged.isAgreed && (merged.text !== null || !isSameContent(next.description, draft.description)))
    next.description = draft.description;
}

function commandsFor(
  { session, source = "sessions", event, link: before }: Linked,
  link: Link,
  outcome: Outcome,
): Command[] {
  const { change, values, next, comments } = outcome;
  const nextLink: Link = { ...link, base: next };
  // What the page has yet to take over is not agreed on by changing the event: a run may end between the two.
  const onEvent: Base = {
    ...next,
    ...("title" in values ? { title: before.base.title } : {}),
    ...("when" in values ? { startsAt: before.base.startsAt, endsAt: before.base.endsAt } : {}),
  };
  const found: Command[] = [];
  if (Object.keys(change).length > 0)
    found.push({
      kind: "change_event",
      key: `change:${link.eventId}:${event.etag}:${markOf(change)}`,
      etag: event.etag,
      change,
      mailed: mailedFor(change, event),
      link: { ...link, base: onEvent },
    });
  if (Object.keys(values).length > 0)
    found.push({
      kind: "update_page",
      key: `carry:${session.id}:${markOf([values, event.etag])}`,
      source,
      pageId: session.id,
      values,
      link: nextLink,
    });
  if (found.length === 0 && !isAlike(next, before.base))
    found.push({ kind: "save_link", key: `agree:${session.id}:${markOf(next)}`, link: nextLink });
  return [...comments, ...found];
}

/** Who gets a mail: everybody for a new title or time, only those who come or go for the guest list, nobody for text. */
function mailedFor(change: EventChanges, event: EventCopy): string[] {
  const before = event.guests.flatMap(addressesOfGuest);
  const after = change.guests?.flatMap(addressesOfGuest) ?? before;
  if (change.title !== undefined || change.time !== undefined) return [...new Set([...before, ...after])];
  return [...after.filter(email => !before.includes(email)), ...before.filter(email => !after.includes(email))];
}

function isSameTime(a: Time, b: Time): boolean {
  const minute = (at: Instant) => Math.floor(at / MINUTE);
  return minute(a.startsAt) === minute(b.startsAt) && minute(a.endsAt) === minute(b.endsAt);
}

/** The comment on the page that keeps what gave way. */
function toldOf(pair: Linked, clash: Clash): Command {
  return {
    kind: "comment",
    key: `clash:${pair.session.id}:${markOf([clash.field, clash.kept, clash.lost])}`,
    pageId: pair.session.id,
    text: pair.words.bothChanged(clash, pair.language),
  };
}

/** How a field of page and event stands against the base. */
const FIELD_CHANGE = {
  field: { title: "title", time: "time" },
  change: {
    none: "changed by nobody",
    notion: "changed in Notion",
    calendar: "changed in Calendar",
    both_alike: "changed on both sides alike",
    clash: "changed on both sides apart",
  },
  order: {
    page_later: "a person edited the page last, in a later minute than the event was changed",
    unknown: "the event was changed later, or it can't be told",
    others: "the event is somebody else's, and never written",
  },
} as const;

const FIELD_STEPS = {
  change_event: "write it to the event, everybody on it is mailed",
  change_page: "write it to the page",
  agree: "keep it as agreed",
  tell: "a comment on the page keeps what gave way",
} as const;

type Field = keyof typeof FIELD_CHANGE.field;

type Order = keyof typeof FIELD_CHANGE.order;

type FieldStep = keyof typeof FIELD_STEPS;

/** Title and time, each merged by itself: which side is written. */
export const FIELD_TABLE: Table<typeof FIELD_CHANGE, FieldStep> = {
  name: "Its title and time",
  dimensions: FIELD_CHANGE,
  steps: FIELD_STEPS,
  rules: [
    { name: "unchanged", when: { change: ["none"] }, life: "Nobody renamed or moved it.", leadsTo: [] },
    {
      name: "changed in Notion",
      when: { change: ["notion"], order: ["page_later", "unknown"] },
      life: "Somebody renamed the page or gave it another time, or Krug found one.",
      leadsTo: ["change_event", "agree"],
    },
    {
      name: "changed in Notion, with somebody else's event",
      when: { change: ["notion"], order: ["others"] },
      life: "Somebody renamed or moved the page of a meeting that is not the programme's own: the page keeps what they wrote.",
      leadsTo: [],
    },
    {
      name: "changed in Calendar",
      when: { change: ["calendar"] },
      life: "Somebody renamed or dragged the event; Calendar has told its guests already.",
      leadsTo: ["change_page", "agree"],
    },
    {
      name: "changed alike",
      when: { change: ["both_alike"] },
      life: "Somebody made the same change on both sides, or a run ended after writing and before keeping it.",
      leadsTo: ["agree"],
    },
    {
      name: "renamed apart",
      when: { field: ["title"], change: ["clash"], order: ["page_later", "unknown"] },
      life: "Two people gave it different names. The page's counts: the title is Notion's.",
      leadsTo: ["change_event", "agree", "tell"],
    },
    {
      name: "moved apart, the page later",
      when: { field: ["time"], change: ["clash"], order: ["page_later"] },
      life: "Somebody moved the event, and minutes later somebody gave the page another time: the later edit counts.",
      leadsTo: ["change_event", "agree", "tell"],
    },
    {
      name: "moved apart, the event later or at once",
      when: { field: ["time"], change: ["clash"], order: ["unknown"] },
      life: "Two people moved it differently, and the page was not surely the later: guests hold Calendar's mail, so its time counts.",
      leadsTo: ["change_page", "agree", "tell"],
    },
    {
      name: "changed apart, with somebody else's event",
      when: { change: ["clash"], order: ["others"] },
      life: "Somebody changed the page of a meeting that is not the programme's own, and its organizer changed the meeting.",
      leadsTo: ["change_page", "agree", "tell"],
    },
  ],
};

/** Whose value counts where both sides changed a field apart. */
function ownerOf(field: Field, order: Order): "notion" | "calendar" {
  const { leadsTo } = ruleFor(FIELD_TABLE, { field, change: "clash", order });
  return leadsTo.includes("change_event") ? "notion" : "calendar";
}

/**
 * Whether the page's edit is surely the later one. Notion rounds edit times down to the minute and moves them for Krug's own
 * writing, so only a person's edit in a later minute counts; whatever else can't be told is Calendar's.
 */
function orderOf(
  page: Pick<Session, "editedAt" | "editedBy">,
  event: Pick<EventCopy, "updatedAt" | "isOthers">,
): Order {
  if (event.isOthers === true) return "others";
  const minute = (at: number) => Math.floor(at / MINUTE);
  const isLater = event.updatedAt > 0 && minute(page.editedAt) > minute(event.updatedAt);
  return page.editedBy === "person" && isLater ? "page_later" : "unknown";
}
