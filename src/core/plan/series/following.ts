import type { Command } from "../../domain/command.ts";
import { rhythmKey, weeksBetween, weeksLater } from "../../domain/series.ts";
import type { Session } from "../../domain/session.ts";
import { guarded } from "../../domain/values/guarded.ts";
import { markOf } from "../../domain/values/hash.ts";
import { type Instant, toIso } from "../../domain/values/time.ts";
import type { Snapshot } from "../../state/snapshot.ts";
import { isEventAsAgreed, type SeriesView } from "./seriesView.ts";

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
export function decideFollowing(snapshot: Snapshot, views: readonly SeriesView[], now: Instant): FollowingDecision {
  const decision: FollowingDecision = { commands: [], changing: new Set() };
  const allTicked = [...snapshot.sessions.values()].filter(
    session => session.withLater && (session.startsAt ?? 0) > now,
  );
  for (const view of views) {
    const { series } = view;
    const ticked = allTicked.filter(session => snapshot.links.get(session.id)?.seriesId === series.id);
    // With two ticked the later one decides about what follows it, so the earlier goes first.
    const [first] = ticked.sort((a, b) => placeOf(snapshot, a) - placeOf(snapshot, b));
    if (first === undefined) continue;
    const commands = guarded<Command[] | null>(
      "this and later ones",
      first.id,
      () => (first.status === "cancelled" ? cancelLater(snapshot, view, first) : moveLater(snapshot, view, first)),
      () => null,
    );
    if (commands === null) decision.changing.add(rhythmKey(series.groupId, series.kind));
    if (commands === null || commands.length === 0) continue;
    decision.commands.push(...commands);
    decision.changing.add(rhythmKey(series.groupId, series.kind));
  }
  return decision;
}

function placeOf(snapshot: Snapshot, session: Session): Instant {
  return snapshot.links.get(session.id)?.originalStart ?? 0;
}

function laterThan(snapshot: Snapshot, view: SeriesView, session: Session): Session[] {
  const place = placeOf(snapshot, session);
  return view.coming
    .filter(meeting => meeting.originalStart > place)
    .flatMap(meeting => (meeting.session?.status === "planned" ? [meeting.session] : []));
}

function cancelLater(snapshot: Snapshot, view: SeriesView, session: Session): Command[] {
  const later = laterThan(snapshot, view, session);
  return [...later.map(session => update(session, { status: "cancelled" })), untick(session)];
}

function moveLater(snapshot: Snapshot, view: SeriesView, session: Session): Command[] {
  const own = view.coming.find(meeting => meeting.link.sessionId === session.id);
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
