import type { Command } from "../../domain/command.ts";
import { rhythmKey } from "../../domain/series.ts";
import { guarded } from "../../domain/values/guarded.ts";
import type { Instant } from "../../domain/values/time.ts";
import type { Snapshot } from "../../state/snapshot.ts";
import { decideFollowing } from "./following.ts";
import { heirsToMake, seriesToMake } from "./newSeries.ts";
import { endStep, markStep, memberStep, moveStep, type Step } from "./seriesSteps.ts";
import { type Coming, type SeriesNeeds, type SeriesView, seriesViews } from "./seriesView.ts";

export interface SeriesDecision {
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
export function decideSeries(snapshot: Snapshot, needs: SeriesNeeds): SeriesDecision {
  const { now, forming } = needs;
  const views = seriesViews(snapshot, now);
  const following = decideFollowing(snapshot, views, now);
  const heirs = heirsToMake(snapshot, needs);
  const fresh = seriesToMake(snapshot, needs, heirs.held);
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
        markStep(view) ??
        endStep(snapshot, view, needs, next) ??
        (hasHiddenGuests(view) ? null : (memberStep(snapshot, view, needs) ?? moveStep(view, needs))),
      () => ({ commands: [], held: view.coming }),
    );
    if (step === null) continue;
    commands.push(...step.commands);
    hold(step.held);
  }
  for (const session of snapshot.sessions.values()) {
    const isForming = session.groupId !== null && forming.has(rhythmKey(session.groupId, session.kind));
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
