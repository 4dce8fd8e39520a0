import type { Command, CommandOf } from "../../../../src/core/domain/command.ts";
import type { EventCopy, EventDraft, Guest } from "../../../../src/core/domain/event.ts";
import type { Link } from "../../../../src/core/domain/link.ts";
import type { Problem } from "../../../../src/core/domain/problem.ts";
import type { Row } from "../../../../src/core/domain/values/row.ts";
import { HOUR, MINUTE, toIso } from "../../../../src/core/domain/values/time.ts";
import { syncSession } from "../../../../src/core/rules/sync/session.ts";
import { WORDS } from "../../../../src/run/words.ts";
import {
  aDraft,
  aLink,
  aMirror,
  anEvent,
  aPair,
  applied,
  aSession,
  at,
  MONDAY,
  on,
  sessionOf,
} from "../../../world/builders.ts";

/** A session's page and its event, each as it stands, and what the rules want besides what the page says. */
export interface Sides {
  page: Row;
  event: EventCopy | null;
  link: Link | null;
  guests: string[];
  agenda: string;
}

export const TEN = at("2027-01-13T09:00:00Z");
export const ANA = "ana@example.org";
export const BORIS = "boris@example.org";
export const CARLA = "carla@example.org";

export function draftOf({ page, guests, agenda, link }: Sides): EventDraft {
  const session = sessionOf(page);
  const startsAt = session.startsAt ?? link?.base.startsAt ?? 0;
  const endsAt = session.endsAt ?? startsAt + 45 * MINUTE;
  return aDraft({ title: session.title, startsAt, endsAt, guestEmails: guests, description: agenda });
}

export function decide(sides: Sides, now = MONDAY, isTold?: (problem: Problem) => boolean): Command[] {
  const { link, event } = sides;
  return syncSession({
    session: sessionOf(sides.page),
    link,
    event,
    draft: draftOf(sides),
    now,
    language: "en",
    words: WORDS,
    isTold,
  });
}

export function carriedOut(sides: Sides, commands: readonly Command[]): Sides {
  const { page, event, link } = sides;
  const mirror = aMirror([page], { events: event === null ? [] : [event], links: link === null ? [] : [link] });
  const after = applied(mirror, commands);
  const next = after.links[0] ?? null;
  return {
    ...sides,
    page: after.rows[0]!,
    link: next,
    event: after.events.find(one => one.id === next?.eventId) ?? null,
  };
}

/** Page and event in step: Ana and Boris meet on Wednesday at ten in Berlin. */
export function inStep(): Sides {
  const page = aSession(aPair(["Ana", "Boris"]));
  const sides: Sides = { page, event: null, link: null, guests: [ANA, BORIS], agenda: "Agenda" };
  const link = aLink(sessionOf(page), draftOf(sides));
  return { ...sides, link, event: anEvent(link, draftOf(sides)) };
}

export const edited = (sides: Sides, values: Row["values"]): Sides => ({
  ...sides,
  page: { ...sides.page, values: { ...sides.page.values, ...values } },
});
export const inCalendar = (sides: Sides, more: Partial<EventCopy>): Sides => ({
  ...sides,
  event: { ...sides.event!, etag: '"2"', updatedAt: MONDAY + HOUR, ...more },
});
export const movedBy = (milliseconds: number) => ({
  startsAt: TEN + milliseconds,
  endsAt: TEN + milliseconds + 45 * MINUTE,
});
export const whenMovedBy = (milliseconds: number) =>
  on(toIso(TEN + milliseconds), toIso(TEN + milliseconds + 45 * MINUTE));
export const replied = (...replies: Guest["reply"][]): Guest[] =>
  replies.map((reply, index) => ({ email: [ANA, BORIS, CARLA][index]!, reply }));
export const kinds = (commands: readonly Command[]) => commands.map(command => command.kind);
export const only = <K extends Command["kind"]>(commands: readonly Command[], kind: K) =>
  commands.filter((command): command is CommandOf<K> => command.kind === kind);
