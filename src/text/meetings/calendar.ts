import type { SessionKind } from "../../core/domain/session.ts";
import { readable } from "../../core/domain/values/content.ts";
import type { Language } from "../../core/domain/values/language.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import type { GatheringFacts, Words } from "../../core/words/words.ts";
import { say } from "../locales/say.ts";
import { clip, listOf, quote } from "../phrases/phrase.ts";
import { dayAndTime, timeRange } from "../phrases/when.ts";
import { AGENDA_CHARACTERS } from "./session.ts";

/** What stands in events beside agendas, and what pages are told of changes in Calendar. */
export const CALENDAR_WORDS = {
  bothChanged,
  deletedInCalendar,
  backOnInCalendar,
  onTwiceInCalendar,
  restoredInCalendar,
  madeTwice,
  reofferedAfterDecline,
  movedForNewcomer,
  movedForLeave,
  seriesText,
  gathering: gatheringText,
} satisfies Partial<Words>;

/** Where a value comes from. */
type Side = "notion" | "calendar";

/**
 * The comment on a session's page when both sides had changed the same thing: which value stayed, which did not, and how to
 * bring that one back. Values are told as they are given: times already in words, titles in quotation marks.
 */
function bothChanged(
  clash: { field: "title" | "time"; kept: string; lost: string; keptSide: Side },
  language: Language,
): string {
  const isTitle = clash.field === "title";
  const value = (text: string) => (isTitle ? quote(text, language) : clip(text, 200));
  const side = (name: Side) => say(language, `meetings.calendar.side.${name}`);
  return say(language, "meetings.calendar.bothChanged", {
    isTitle,
    kept: `${value(clash.kept)} (${side(clash.keptSide)})`,
    lost: `${value(clash.lost)} (${side(clash.keptSide === "notion" ? "calendar" : "notion")})`,
  });
}

/** The comment when an event was deleted in Calendar: the session is cancelled, and how to invite again. `by` where it is known. */
function deletedInCalendar(at: Instant, zone: string, language: Language, by: string | null = null): string {
  const isKnown = by !== null && by.trim() !== "";
  const told = { isKnown, name: isKnown ? clip(by, 80) : "", when: dayAndTime(at, zone, language) };
  return say(language, "meetings.calendar.deleted", told);
}

/**
 * The comment when a series that people dragged in Calendar had a meeting in it again that was cancelled: it stays cancelled.
 * `startsAt` is when it was to be.
 */
function backOnInCalendar(startsAt: Instant, zone: string, language: Language): string {
  return say(language, "meetings.calendar.backOn", { when: dayAndTime(startsAt, zone, language) });
}

/** The comment when a series that people dragged had a meeting in it again that has an event of its own. `startsAt` is the one called off. */
function onTwiceInCalendar(startsAt: Instant, zone: string, language: Language): string {
  return say(language, "meetings.calendar.onTwice", { when: dayAndTime(startsAt, zone, language) });
}

/** The comment when a deleted event came back in Calendar: the session is planned again, nobody is invited anew. */
function restoredInCalendar(at: Instant, zone: string, language: Language): string {
  return say(language, "meetings.calendar.restored", { when: dayAndTime(at, zone, language) });
}

/** The comment on a page that Krug made a second time by mistake, once people have written on it. `otherUrl` may be empty. */
function madeTwice(otherUrl: string, language: Language): string {
  return say(language, "meetings.calendar.madeTwice", { isKnown: otherUrl !== "", url: otherUrl });
}

/** The comment when a declined session is offered at another time: once, then it is left to the people. */
function reofferedAfterDecline(
  offer: { names: readonly string[]; startsAt: Instant; endsAt: Instant; zone: string },
  language: Language,
): string {
  const when = timeRange(offer.startsAt, offer.endsAt, offer.zone, language);
  const who = listOf(offer.names, language);
  return say(language, "meetings.calendar.reoffered", { count: offer.names.length, who, when });
}

/** The comment when a session moves because a newcomer to its group is not free at its time. */
function movedForNewcomer(move: Move, language: Language): string {
  return say(language, "meetings.calendar.moved", movedWords(move, language));
}

/** The comment when a session moves because leaves had left one of its group alone at its time. */
function movedForLeave(move: Move, language: Language): string {
  return say(language, "meetings.calendar.movedForLeave", movedWords(move, language));
}

/** A session that moves: because of whom, and its times before and after. */
interface Move {
  names: readonly string[];
  from: Instant;
  startsAt: Instant;
  endsAt: Instant;
  zone: string;
}

function movedWords({ names, from, startsAt, endsAt, zone }: Move, language: Language) {
  const when = timeRange(startsAt, endsAt, zone, language);
  return { count: names.length, who: listOf(names, language), before: dayAndTime(from, zone, language), when };
}

/**
 * What stands in a group's series as a whole: that the agenda comes with each meeting in its turn, how to move or cancel
 * one, and where the group has its page. Nothing that concerns people.
 */
function seriesText(series: { kind: SessionKind; groupUrl: string; mayMove: boolean }, language: Language): string {
  return [
    say(language, "meetings.series.meetings", { isCheckIn: series.kind === "check_in" }),
    say(language, "meetings.series.agenda", { mayMove: series.mayMove }),
    say(language, "meetings.series.page", { url: series.groupUrl }),
  ].join("\n\n");
}

/**
 * The plain text of a webinar's or class's event: what it is, who hosts it, which skill it is about, where, its page, and that
 * one may decline. At most 8,000 characters: the description is cut first.
 */
function gatheringText(facts: GatheringFacts, language: Language): string {
  const { pageUrl: url, hasPlaces } = facts;
  const [names, skills, where] = [
    listOf(facts.hosts, language),
    listOf(facts.skills, language),
    clip(facts.where, 500),
  ];
  const lines = [
    names === "" ? "" : say(language, "meetings.gathering.hosts", { count: facts.hosts.length, names }),
    facts.skills.length === 0 ? "" : say(language, "meetings.gathering.about", { skills }),
    facts.where === "" ? "" : say(language, "meetings.gathering.where", { where }),
    say(language, "meetings.gathering.page", { url }),
  ].filter(line => line !== "");
  const free = say(language, hasPlaces ? "meetings.gathering.decline" : "meetings.gathering.skip");
  const foot = [lines.join("\n"), free].join("\n\n");
  const body = readable(facts.description);
  if (body === "") return foot;
  const whole = `${body}\n\n${foot}`;
  if (whole.length <= AGENDA_CHARACTERS) return whole;
  const end = `\n\n${say(language, "meetings.gathering.rest")}\n\n${foot}`;
  return body.slice(0, AGENDA_CHARACTERS - end.length).trimEnd() + end;
}
