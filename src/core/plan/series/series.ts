import type { Command, CommandOf } from "../../domain/command.ts";
import { addressesOfGuest, type Guest } from "../../domain/event.ts";
import type { Person } from "../../domain/person.ts";
import type { Programme } from "../../domain/programme.ts";
import {
  invitedTo,
  marksOf,
  parseMarks,
  rhythmKey,
  type Series,
  type SeriesException,
  stampOf,
  weeksBetween,
  weeksLater,
} from "../../domain/series.ts";
import { isSameTitle } from "../../domain/values/content.ts";
import { guarded } from "../../domain/values/guarded.ts";
import { markOf } from "../../domain/values/hash.ts";
import type { Instant } from "../../domain/values/time.ts";
import { isExpectedAt } from "../../rules/scheduling/attending.ts";
import { mergeGuests, readdressed } from "../../rules/sync/guests.ts";
import { ended, eventCancelled, syncSession } from "../../rules/sync/session.ts";
import { isSameMinute } from "../../state/reshaped.ts";
import { mayStart, membersOf, unsureGuests } from "../../state/snapshot.ts";
import { isToldOn } from "../../state/writing.ts";
import { callingOff } from "../slots/callingOff.ts";
import { isAboutToEnd } from "../slots/endedGroups.ts";
import { decideFollowing } from "./following.ts";
import { heirsToMake, seriesToMake } from "./newSeries.ts";
import { type Coming, isEventAsAgreed, isOff, type SeriesNeeds, type SeriesView, seriesViews } from "./seriesView.ts";

interface SeriesDecision {
  commands: Command[];
  /** Sessions whose series is about to change: their own events wait. */
  held: ReadonlySet<string>;
  /** The session of each series that comes next: it alone carries its agenda. */
  next: ReadonlySet<string>;
}

/**
 * Keeps the recurring events of steady groups: made when their pages stand, cut where the rest is off, at another time or for
 * other people, and gone on with in an heir. Whatever concerns a single instance is left to its session.
 *
 * Idea: a change of many instances is found by looking at them together, whoever made it and however: page by page, or with
 * "this and later ones". Each series takes one step at a time, and between any two of them a run may end.
 */
export function decideSeries(needs: SeriesNeeds): SeriesDecision {
  const { snapshot, now, sessions } = needs;
  const views = seriesViews(snapshot, now);
  const following = decideFollowing(snapshot, views, now);
  const heirs = heirsToMake(needs);
  const fresh = seriesToMake(needs, heirs.held);
  const next = new Set(views.flatMap(view => nextIn(view, now)));
  const commands = [...following.commands, ...heirs.commands, ...fresh.commands];
  const held = new Set([...heirs.held, ...fresh.held]);
  const hold = (coming: readonly Coming[]) => {
    for (const meeting of coming) held.add(meeting.link.sessionId);
  };
  for (const view of views) {
    if (following.changing.has(rhythmKey(view.series.groupId, view.series.kind))) {
      hold(view.coming);
      continue;
    }
    const step = guarded<Step | null>(
      "series",
      view.group.id,
      () =>
        backOnStep(view, needs) ??
        surplusStep(view, needs) ??
        markStep(view) ??
        endStep(view, needs, next) ??
        (hasHiddenGuests(view) ? null : (memberStep(view, needs) ?? moveStep(view, needs))),
      () => ({ commands: [], held: view.coming }),
    );
    if (step === null) continue;
    commands.push(...step.commands);
    hold(step.held);
  }
  for (const session of snapshot.sessions.values()) {
    const isForming = session.groupId !== null && sessions.forming.has(rhythmKey(session.groupId, session.kind));
    if (isForming && !snapshot.links.has(session.id)) held.add(session.id);
  }
  return { commands, held, next };
}

/** True where Google shows only some guests: a list written from them would call off the others. */
function hasHiddenGuests({ series, coming }: SeriesView): boolean {
  return series.master.areGuestsOmitted === true || coming.some(meeting => meeting.event.areGuestsOmitted === true);
}

/** The series' next meeting: the earliest to come by its page, whatever its place in the series. */
function nextIn({ coming }: SeriesView, now: Instant): string[] {
  const [next] = coming
    .flatMap(({ session }) => (session?.status === "planned" && (session.startsAt ?? 0) > now ? [session] : []))
    .sort((a, b) => (a.startsAt ?? 0) - (b.startsAt ?? 0));
  return next === undefined ? [] : [next.id];
}

/** The next thing to do about a series, and the instances that wait for it. */
interface Step {
  commands: Command[];
  held: readonly Coming[];
}

/**
 * Calendar puts every place of a series on again when it is dragged, also those of meetings that were off. They are called off once
 * more, and their pages tell of it.
 */
function backOnStep({ backOn, coming, programme }: SeriesView, { now, words }: SeriesNeeds): Step | null {
  if (backOn.length === 0) return null;
  const commands = backOn.flatMap(({ session, link, event }): Command[] => {
    const called = eventCancelled(link, event, now);
    if (session === null) return [called];
    const text = words.backOnInCalendar(event.startsAt ?? link.base.startsAt, programme.zone, programme.language);
    return [{ kind: "comment", key: `backOn:${link.eventId}`, pageId: session.id, text }, called];
  });
  return { commands, held: [...coming, ...backOn] };
}

/** What Calendar has put on beside a meeting's own event is called off, and the page tells which of the two stays. */
function surplusStep({ surplus, coming, programme }: SeriesView, { words }: SeriesNeeds): Step | null {
  if (surplus.length === 0) return null;
  const commands = surplus.flatMap(({ event, link }): Command[] => {
    const startsAt = event.startsAt ?? link.base.startsAt;
    const text = words.onTwiceInCalendar(startsAt, programme.zone, programme.language);
    const mailed = event.guests.flatMap(addressesOfGuest);
    return [
      { kind: "comment", key: `onTwice:${event.id}`, pageId: link.sessionId, text },
      { kind: "cancel_event", key: `surplus:${event.id}`, etag: event.etag, mailed, link, surplusId: event.id },
    ];
  });
  return { commands, held: coming };
}

/** A series people split off carries the marks of the one it comes from: it gets its own, and can be found by them. */
function markStep({ series, coming }: SeriesView): Step | null {
  if (series.isMarked) return null;
  const wanted = marksOf(series);
  const stale = Object.keys(parseMarks(series.master.marks)?.sessions ?? {}).map(
    start => `krug${stampOf(Number(start))}`,
  );
  const marks = { ...Object.fromEntries(stale.map(key => [key, null])), ...wanted };
  const key = `mark:${series.id}:${series.master.etag}`;
  const marked = { ...series, isMarked: true };
  const change = { marks };
  return {
    commands: [
      {
        kind: "change_series",
        key,
        etag: series.master.etag,
        change,
        series: marked,
        exceptions: [],
        mailed: [],
        links: [],
      },
    ],
    held: coming,
  };
}

/** What is left of a series is off, two meetings or more: it ends, with one mail for everybody instead of one a meeting. */
function endStep(view: SeriesView, needs: SeriesNeeds, next: ReadonlySet<string>): Step | null {
  const { snapshot } = needs;
  const { series, group, programme, coming } = view;
  const ending = coming.filter(
    meeting => meeting.session !== null && isAboutToEnd(snapshot, meeting.session, needs.now),
  );
  // The pages of an ended group are being cancelled one by one: the series waits for the last that can be.
  if (group.status === "ended" && group.key !== "" && ending.length > 0 && ending.length < coming.length)
    return { commands: [], held: coming };
  const off = tailOf(uncut(view), isOff);
  if (off.length < 2) return null;
  const kept = off.flatMap(({ session, link, event }) => {
    if (session === null) return [];
    const draft = needs.draftOf(session, next.has(session.id));
    if (draft === null) return [];
    const { now, words } = needs;
    const { language } = programme;
    const isTold = isToldOn(snapshot, session.id, language, words);
    return syncSession({ session, link, event, draft, now, language, words, isTold }).filter(
      command => command.kind !== "cancel_event",
    );
  });
  const links = off.map(meeting => ended(meeting.link, { side: "notion", at: needs.now }));
  const mailed = series.master.guests.flatMap(addressesOfGuest);
  return { commands: [...kept, endOf(view, off, { series, mailed, links, released: [] })], held: off };
}

/** True where its page and its event were given different times, or names, since they last agreed: one of them is told on the page. */
function isContested({ session, event, link: { base } }: Coming): boolean {
  if (session === null) return false;
  const times = new Set([base.startsAt, session.startsAt, event.startsAt]);
  const titles = [base.title, session.title, event.title];
  const isAlike = (one: number, other: number) => isSameTitle(titles[one] ?? "", titles[other] ?? "");
  return times.size === 3 || !(isAlike(0, 1) || isAlike(0, 2) || isAlike(1, 2));
}

/**
 * Other people are in the group. A series of which nothing has taken place gets them as guests; one that has is cut before its
 * next meeting, so that those held keep their guests, and goes on in an heir. Only those who come or go are mailed, once.
 */
function memberStep(view: SeriesView, needs: SeriesNeeds): Step | null {
  const { snapshot } = needs;
  const { series, group, coming, lastBegun } = view;
  if (group.status === "ended" || !mayStart(snapshot, group.id, view.programme.id)) return null;
  const members = membersOf(snapshot, group);
  const invited = series.base.guestEmails;
  const unsure = unsureGuests(snapshot, group, invitedTo(series));
  const joining = members.filter(
    person =>
      !invited.includes(person.email) &&
      mayStart(snapshot, person) &&
      coming.some(meeting => canCome(person, meeting, view.programme, needs)),
  );
  const leaving = invitedTo(series).filter(
    email => !members.some(person => person.email === email) && !unsure.includes(email),
  );
  const isReaddressed = series.master.guests.some(
    ({ email, former, reply }) => former !== undefined && reply !== "declined" && invited.includes(email),
  );
  if (joining.length === 0 && leaving.length === 0 && !isReaddressed) return null;
  // People from a group that has ended, or that they left, are free once they are off its meetings: all are asked together then.
  const busyYet = callingOff(snapshot, needs.now);
  const isAwaited = ({ email }: Person) => !invited.includes(email) && busyYet.has(email);
  // Where people change places, each group lets go first: none waits for another that waits for it.
  if (leaving.length === 0 && members.some(isAwaited)) return { commands: [], held: coming };
  const rest = uncut(view);
  // A single meeting that is off is called off first, and what both sides changed is settled: what is cut away says nothing to anybody.
  if (rest.length === 0 || rest.some(isOff) || rest.some(isContested)) return null;
  if (lastBegun !== null) {
    const links = rest.map(meeting => meeting.link);
    const heir: Series = { ...series, heir: { reason: "members", links } };
    return { commands: [cutTo(view, rest, heir)], held: rest };
  }
  return {
    commands: [
      newGuests(
        view,
        joining.filter(person => !isAwaited(person)),
        leaving,
        needs,
      ),
    ],
    held: coming,
  };
}

function canCome(
  person: Person,
  { session, event, link }: Coming,
  { zone }: Programme,
  { sessions }: SeriesNeeds,
): boolean {
  const isHeldBack = (sessions.heldBack.get(link.sessionId) ?? []).includes(person.id);
  const startsAt = event.startsAt ?? link.base.startsAt;
  return session?.status === "planned" && !isHeldBack && isExpectedAt(person, startsAt, zone);
}

function newGuests(
  { series, coming, programme }: SeriesView,
  joining: readonly Person[],
  leaving: readonly string[],
  needs: SeriesNeeds,
): Command {
  const added = joining.map(person => person.email);
  const wanted = [...series.base.guestEmails.filter(email => !leaving.includes(email)), ...added].sort();
  const before = series.master.guests;
  const guests = mergeGuests(invitedTo(series), before, wanted, false);
  const change = changeOfAddresses(before, guests ?? before);
  const exceptions: SeriesException[] = [];
  const links = coming.map(meeting => {
    const fitting = joining.filter(person => canCome(person, meeting, programme, needs)).map(person => person.email);
    const there = guestsAfter(meeting, change, leaving);
    const isThere = (email: string) => there.some(guest => guest.email === email);
    const asked = fitting.filter(email => !isThere(email)).map((email): Guest => ({ email, reply: "needsAction" }));
    const own = [...there, ...asked];
    // A person whose address changed said no to this one under the former: that goes with them.
    const saysNo = meeting.event.guests.some(({ former, reply }) => former !== undefined && reply === "declined");
    if (saysNo || !isCarriedOver(meeting, change, own))
      exceptions.push({ originalStart: meeting.originalStart, change: { guests: own } });
    const kept = meeting.link.base.guestEmails.filter(email => !leaving.includes(email) && !fitting.includes(email));
    return { ...meeting.link, base: { ...meeting.link.base, guestEmails: [...kept, ...fitting].sort() } };
  });
  const after = { ...series, base: { ...series.base, guestEmails: wanted } };
  // Guests already on it are noted without a write, which leaves the version unchanged for whoever comes or goes next.
  const key = `guests:${series.id}:${series.master.etag}:${markOf([wanted, guests, exceptions])}`;
  const mailed = [...change.come, ...change.go];
  const { etag } = series.master;
  const written = guests === null ? {} : { guests };
  return { kind: "change_series", key, etag, change: written, series: after, exceptions, mailed, links };
}

/** Addresses that come to the list of a series and that go from it: Calendar does the same to each instance's own list. */
interface AddressChange {
  come: readonly string[];
  go: readonly string[];
}

function changeOfAddresses(before: readonly Guest[], after: readonly Guest[]): AddressChange {
  const [old, now] = [before, after].map(guests => guests.flatMap(addressesOfGuest)) as [string[], string[]];
  return { come: now.filter(email => !old.includes(email)), go: old.filter(email => !now.includes(email)) };
}

/** Guests who stay on an instance: each person once, under the address people gave them there where that is another. */
function guestsAfter({ event }: Coming, { go }: AddressChange, leaving: readonly string[]): Guest[] {
  return event.guests
    .filter(guest => !leaving.includes(guest.email))
    .map(guest => (guest.former?.some(email => go.includes(email)) ? readdressed(guest, guest.reply) : guest));
}

/** True where the instance will have these guests by itself once the addresses of its series are changed. */
function isCarriedOver({ event }: Coming, { come, go }: AddressChange, own: readonly Guest[]): boolean {
  const stay = event.guests.flatMap(addressesOfGuest).filter(email => !go.includes(email));
  const carried = new Set([...stay, ...come]);
  const wanted = own.flatMap(addressesOfGuest);
  return wanted.length === carried.size && wanted.every(email => carried.has(email));
}

/**
 * The rest of a series got another weekly slot on its pages, two meetings or more: it is cut before them, and they go on in an
 * heir at the new time, to which everybody is invited once.
 */
function moveStep(view: SeriesView, needs: SeriesNeeds): Step | null {
  const { series } = view;
  const rest = uncut(view);
  const last = rest.at(-1);
  if (last === undefined) return null;
  const wanted = timeOf(last, needs);
  if (wanted === null) return null;
  const moved = tailOf(rest, meeting => {
    const time = timeOf(meeting, needs);
    if (
      time === null ||
      needs.sessions.moving.has(meeting.link.sessionId) ||
      !isEventAsAgreed(meeting) ||
      isAgreed(meeting, time)
    )
      return false;
    const weeks = weeksBetween(last.originalStart, meeting.originalStart, series.zone);
    const isOnSlot = isSameMinute(time.startsAt, weeksLater(wanted.startsAt, weeks, series.zone));
    return isOnSlot && time.endsAt - time.startsAt === wanted.endsAt - wanted.startsAt && time.startsAt > needs.now;
  });
  if (moved.length < 2) return null;
  const links = moved.map(meeting => meeting.link);
  const heir: Series = { ...series, heir: { reason: "moved", links } };
  return { commands: [cutTo(view, moved, heir)], held: moved };
}

function timeOf({ session }: Coming, needs: SeriesNeeds): { startsAt: Instant; endsAt: Instant } | null {
  if (session?.status !== "planned" || session.startsAt === null) return null;
  const draft = needs.draftOf(session, false);
  return draft === null ? null : { startsAt: draft.startsAt, endsAt: draft.endsAt };
}

function isAgreed({ link }: Coming, time: { startsAt: Instant; endsAt: Instant }): boolean {
  return isSameMinute(time.startsAt, link.base.startsAt) && isSameMinute(time.endsAt, link.base.endsAt);
}

/** The last ones in a row of which something is true. */
function tailOf(coming: readonly Coming[], is: (meeting: Coming) => boolean): Coming[] {
  const lastOther = coming.findLastIndex(meeting => !is(meeting));
  return coming.slice(lastOther + 1);
}

/**
 * The end of a series before some of its instances; where nothing of it is left or was held, it is deleted. What people added
 * behind them stays theirs, as it is, as long as the group goes on: then the instances alone are taken out.
 */
function endOf(
  { series, group, coming, lastBegun, added }: SeriesView,
  cut: readonly Coming[],
  after: Pick<CommandOf<"end_series">, "series" | "mailed" | "links" | "released">,
): Command {
  const isWhole = lastBegun === null && cut.length === coming.length;
  const before = cut[0]?.originalStart ?? 0;
  const isAdded = group.status !== "ended" && added.some(place => place > before);
  const known = Object.keys(series.sessions).map(Number);
  const places = [...new Set([...known, ...cut.map(meeting => meeting.originalStart)])]
    .filter(place => place >= before)
    .sort((a, b) => a - b);
  return {
    kind: "end_series",
    key: `end:${series.id}:${series.master.etag}:${before}`,
    etag: series.master.etag,
    before: isWhole && !isAdded ? null : before,
    ...(isAdded ? { places } : {}),
    ...after,
  };
}

/** The same where what is cut off goes on in the heir of `series`, and nobody is told. */
function cutTo(view: SeriesView, cut: readonly Coming[], series: Series): Command {
  return endOf(view, cut, { series, mailed: [], links: [], released: cut.map(meeting => meeting.link.sessionId) });
}

/** The instances a series can be cut before: those after everything of it that has begun. */
function uncut({ coming, lastBegun }: SeriesView): Coming[] {
  return coming.filter(meeting => lastBegun === null || meeting.originalStart > lastBegun);
}
