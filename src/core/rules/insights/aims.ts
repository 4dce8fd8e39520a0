// What it decides: whether an aim of a programme is reached, and why that can't be told yet.
// Idea: by what everybody may see alone: of a figure that is shown of its last period that is over, or by what was reported by hand. What
//   privacy holds back is never looked at, so that no aim gives it away.
// Source: docs/metrics.md#aims. Cost: one look at a programme's points.

import { type Aim, BY_HAND, type WrittenNumber } from "../../domain/aim.ts";
import { type Programme, programmeSpan } from "../../domain/programme.ts";
import { addDays, atLocal, type Instant, localDate } from "../../domain/values/time.ts";
import { metricOf } from "../metrics/catalogue.ts";
import type { Point } from "../metrics/points.ts";
import { shownPoints } from "./applies.ts";

/** Why nothing can be told of an aim: something is missing on its page; no period is over, or none has a figure to show; nobody reported. */
type Unjudged = "unfinished" | "no_period" | "no_figure" | "not_reported";

/** How an aim stands. */
export interface Standing {
  /** `missed`: its day has gone by, and all that counts is over. */
  state: "reached" | "not_yet" | "missed" | "unknown";
  /** Null where it is known. */
  why: Unjudged | null;
  /** In the figure's own unit; null where it is not known. */
  value: number | null;
  target: number | null;
  isAtMost: boolean;
  /** The figure it is judged by; null for one reported by hand, and where there is none. */
  point: Point | null;
}

/** The target of an aim, in the unit of its figure: "80 %" and "80" of a share are 0.8. */
export function targetOf({ metric, target }: Pick<Aim, "metric" | "target">): number | null {
  return target === null ? null : inUnit(target, metric);
}

function inUnit({ value, isPercent }: WrittenNumber, metric: string | null): number {
  const unit = metric === null ? undefined : metricOf(metric)?.unit;
  const isPart = unit === "share" || unit === "index";
  return isPart && (isPercent || Math.abs(value) > 1) ? value / 100 : value;
}

/** What a figure is at least and at most; null where nothing bounds it. */
export function boundsOf(metric: string | null): { least: number; most: number } | null {
  switch (metric === null ? undefined : metricOf(metric)?.unit) {
    case "level":
      return { least: 1, most: 5 };
    case "share":
    case "index":
      return { least: 0, most: 1 };
    case "points":
      return { least: -4, most: 4 };
    case "score":
      return { least: -100, most: 100 };
    default:
      return null;
  }
}

/**
 * How an aim stands now. `points` are the programme's, as they are kept: only those that are shown to everybody count. Of a figure the last
 * period counts that is over and began by the aim's day; a running one is never taken for a whole one.
 *
 * @param isSound false where its page says that something is missing or wrong
 */
export function standingOf(
  aim: Aim,
  programme: Programme,
  { points, now, isSound }: { points: readonly Point[]; now: Instant; isSound: boolean },
): Standing {
  const target = targetOf(aim);
  const isAtMost = aim.target?.isAtMost === true || metricOf(aim.metric ?? "")?.direction === "down";
  const unknown = (why: Unjudged): Standing => ({ state: "unknown", why, value: null, target, isAtMost, point: null });
  if (!isSound || target === null || aim.dueOn === null || aim.metric === null) return unknown("unfinished");
  const dueBy = atLocal(addDays(aim.dueOn, 1), 0, programme.zone);
  const judged = (value: number, isLast: boolean, point: Point | null): Standing => {
    const isReached = isAtMost ? value <= target : value >= target;
    const state = isReached ? "reached" : isLast ? "missed" : "not_yet";
    return { state, why: null, value, target, isAtMost, point };
  };
  if (aim.metric === BY_HAND) {
    if (aim.reported === null) return unknown("not_reported");
    return judged(aim.reported.value.value, localDate(now, programme.zone) > aim.dueOn, null);
  }
  const counted = ({ period }: Point) => isOver(period, programme, now) && period.from < dueBy;
  const own = points.filter(point => point.metricId === aim.metric && point.skill === null && counted(point));
  if (own.length === 0) return unknown("no_period");
  const shown = shownPoints(own, programme, now).filter(point => point.isPublic && point.value !== null);
  const last = shown.sort((a, b) => a.period.number - b.period.number).at(-1);
  if (last?.value == null) return unknown("no_figure");
  const isLast = own.some(
    ({ period }) => period.to >= dueBy || period.to >= (programmeSpan(programme).endsAt ?? Infinity),
  );
  return judged(last.value, isLast && now >= dueBy, last);
}

/** True for a period that is over, or was cut short by the end of its programme, which is over. */
function isOver({ to }: Point["period"], programme: Programme, now: Instant): boolean {
  const { endsAt } = programmeSpan(programme);
  return to <= now || (endsAt !== null && endsAt <= now);
}
