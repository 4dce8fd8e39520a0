import type { Command } from "../../domain/command.ts";
import { rhythmKey, weeksBetween, weeksLater } from "../../domain/series.ts";
import type { Session } from "../../domain/session.ts";
import { guarded } from "../../domain/values/guarded.ts";
import { markOf } from "../../domain/values/hash.ts";
import { type Instant, toIso } from "../../domain/values/time.ts";
import type { Snapshot } from "../../state/snapshot.ts";
import { heirsToMake, seriesToMake } from "./newSeries.ts";
import { backOnStep, endStep, markStep, memberStep, moveStep, type Step } from "./seriesSteps.ts";
import { type Coming, isEventAsAgreed, type SeriesNeeds, type SeriesView, seriesViews } from "./seriesView.ts";

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
    for (const one of coming) held.add(one.link.sessionId);
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
  return series.master.areGuestsOmitted === true || coming.some(one => one.event.areGuestsOmitted === true);
}

/** The series' next meeting: the earliest to come by its page, whatever its place in the series. */
function nextIn({ coming }: SeriesView, now: Instant): string[] {
  const [next] = coming
    .flatMap(({ session }) => (session?.status === "planned" && (session.startsAt ?? 0) > now ? [session] : []))
    .sort((a, b) => (a.startsAt ?? 0) - (b.startsAt ?? 0));
  return next === undefined ? [] : [next.id];
}

/** What follows from "this and later ones" ticked on a session's page. */
interface FollowingDecision {
  commands: Command[];
  /** Groups and kinds whose pages are being changed: their series waits until all say the same. */
  changing: Set<string>;
}

/**
 * Carries what people did to a page with "this and later ones" ticked to the later pages of its series: the same weekday and
 * time, or that they are off. The tick goes last, so that a run that ends between goes on where it stopped.
 */
function decideFollowing(snapshot: Snapshot, views: readonly SeriesView[], now: Instant): FollowingDecision {
  const found: FollowingDecision = { commands: [], changing: new Set() };
  for (const view of views) {
    const { series } = view;
    const ticked = [...snapshot.sessions.values()].filter(
      session =>
        session.withLater && snapshot.links.get(session.id)?.seriesId === series.id && (session.startsAt ?? 0) > now,
    );
    // With two ticked the later one decides about what follows it, so the earlier goes first.
    const [first] = ticked.sort((a, b) => placeOf(snapshot, a) - placeOf(snapshot, b));
    if (first === undefined) continue;
    const commands = guarded<Command[] | null>(
      "this and later ones",
      first.id,
      () => (first.status === "cancelled" ? cancelLater(snapshot, view, first) : moveLater(snapshot, view, first)),
      () => null,
    );
    if (commands === null) found.changing.add(rhythmKey(series.groupId, series.kind));
    if (commands === null || commands.length === 0) continue;
    found.commands.push(...commands);
    found.changing.add(rhythmKey(series.groupId, series.kind));
  }
  return found;
}

function placeOf(snapshot: Snapshot, session: Session): Instant {
  return snapshot.links.get(session.id)?.originalStart ?? 0;
}

function laterThan(snapshot: Snapshot, view: SeriesView, session: Session): Session[] {
  const place = placeOf(snapshot, session);
  return view.coming
    .filter(one => one.originalStart > place)
    .flatMap(one => (one.session?.status === "planned" ? [one.session] : []));
}

function cancelLater(snapshot: Snapshot, view: SeriesView, session: Session): Command[] {
  const later = laterThan(snapshot, view, session);
  return [...later.map(one => update(one, { status: "cancelled" })), untick(session)];
}

function moveLater(snapshot: Snapshot, view: SeriesView, session: Session): Command[] {
  const own = view.coming.find(one => one.link.sessionId === session.id);
  const { startsAt, endsAt } = session;
  // While Calendar has yet another time the two are merged first; then this page says what counts.
  if (own === undefined || session.status !== "planned" || startsAt === null || endsAt === null) return [];
  if (!isEventAsAgreed(own)) return [];
  const { zone } = view.series;
  const moves = laterThan(snapshot, view, session).flatMap((one): Command[] => {
    const start = weeksLater(startsAt, weeksBetween(own.originalStart, placeOf(snapshot, one), zone), zone);
    const end = start + (endsAt - startsAt);
    if (one.startsAt === start && one.endsAt === end) return [];
    return [update(one, { when: { start: toIso(start), end: toIso(end) } })];
  });
  const isMoved = startsAt !== own.link.base.startsAt || endsAt !== own.link.base.endsAt;
  return moves.length > 0 || isMoved ? [...moves, untick(session)] : [];
}

function update(session: Session, values: { status: string } | { when: { start: string; end: string } }): Command {
  return {
    kind: "update_page",
    key: `later:${session.id}:${markOf(values)}`,
    source: "sessions",
    pageId: session.id,
    values,
  };
}

function untick(session: Session): Command {
  return {
    kind: "update_page",
    key: `later:${session.id}:${markOf([session.startsAt, session.status])}`,
    source: "sessions",
    pageId: session.id,
    values: { withLater: false },
  };
}
