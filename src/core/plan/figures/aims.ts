// What it decides: what pages of aims say of how they stand, what is wrong on them, and the page on which sponsors read it each month.
// Idea: a programme's first five aims are judged once a day, with its figures; sponsors read figures that everybody may see, and no name.
// Source: docs/metrics.md#aims.

import { type Aim, BY_HAND, MOST_AIMS } from "../../domain/aim.ts";
import type { Command } from "../../domain/command.ts";
import { type Problem, problemsAmong } from "../../domain/problem.ts";
import type { Programme } from "../../domain/programme.ts";
import { thankedIn } from "../../domain/thanks.ts";
import { eachGuarded } from "../../domain/values/guarded.ts";
import { atLocal, type Instant, localDate } from "../../domain/values/time.ts";
import { boundsOf, standingOf, targetOf } from "../../rules/insights/aims.ts";
import { isFigureOf, shownPoints } from "../../rules/insights/applies.ts";
import type { KeptInsight } from "../../rules/insights/settling.ts";
import { metricOf } from "../../rules/metrics/catalogue.ts";
import type { Point } from "../../rules/metrics/points.ts";
import type { Snapshot } from "../../state/snapshot.ts";
import { updateOf } from "../../state/writing.ts";
import type { SponsorsReport, ToldAim } from "../../words/aims.ts";
import type { Telling } from "../pass/planning.ts";
import { monthToTell } from "./digest.ts";

/** A programme's figures, as they are kept, and what they showed. */
interface Shown {
  points: readonly Point[];
  insights: readonly KeptInsight[];
}

/** What is wrong with an aim beside what its page lacks. */
export function aimProblems(snapshot: Snapshot, aim: Aim): Problem[] {
  const programme = snapshot.programmes.find(({ id }) => id === aim.programmeId);
  if (programme === undefined) return [];
  const { metric, dueOn } = aim;
  const written = localDate(aim.createdAt, programme.zone);
  const bounds = boundsOf(metric);
  const target = targetOf(aim);
  return problemsAmong(
    !aimsOf(snapshot, programme).includes(aim) && { code: "aim_too_many", most: MOST_AIMS },
    metric !== null && !isFigureOf(metric, programme.format) && { code: "aim_not_for_format", metric },
    dueOn !== null && (dueOn < written || dueOn < programme.startsOn) && { code: "aim_past_day", due: dueOn },
    bounds !== null &&
      target !== null &&
      (target < bounds.least || target > bounds.most) && {
        code: "aim_out_of_reach",
        ...(metricOf(metric ?? "")?.unit === "share" ? { least: 0, most: 100 } : bounds),
      },
  );
}

/** The aims of a programme that count: the first five. */
function aimsOf({ aims }: Snapshot, { id }: Programme): Aim[] {
  return aims.filter(aim => aim.programmeId === id).slice(0, MOST_AIMS);
}

/**
 * How a programme's aims stand, as everybody may read it. What an aim is called is left out where it names one of the programme's people:
 * sponsors read no names.
 */
export function aimsTold(snapshot: Snapshot, programme: Programme, points: readonly Point[], now: Instant): ToldAim[] {
  const people = [...snapshot.people.values()].filter(({ programmeIds }) => programmeIds.includes(programme.id));
  return aimsOf(snapshot, programme).map(aim => {
    const problems = [...(snapshot.problems.get(aim.id) ?? []), ...aimProblems(snapshot, aim)];
    const { point, ...standing } = standingOf(aim, programme, { points, now, isSound: problems.length === 0 });
    const { metric, title, dueOn, reported, url } = aim;
    return {
      ...standing,
      url,
      title: thankedIn(title, people).length > 0 ? "" : title,
      metric: metric === BY_HAND ? null : metric,
      dueOn,
      reportedOn: metric === BY_HAND ? (reported?.on ?? null) : null,
      period: point === null ? null : daysOf(point, programme),
    };
  });
}

function daysOf({ period }: Point, { zone }: Programme): NonNullable<ToldAim["period"]> {
  return { from: localDate(period.from, zone), to: localDate(period.to - 1, zone) };
}

/** What the pages of a programme's aims are to say of how these stand, and the page for sponsors, made once a month. */
export function decideAims(telling: Telling, programme: Programme, shown: Shown): Command[] {
  const { snapshot, now, words } = telling;
  const told = aimsTold(snapshot, programme, shown.points, now);
  const standings = new Map(aimsOf(snapshot, programme).map((aim, place) => [aim.id, told[place]]));
  const own = snapshot.aims.filter(aim => aim.programmeId === programme.id);
  const rows = eachGuarded("aims", own, ({ id }) => {
    const standing = standings.get(id);
    const figure = standing === undefined ? "" : words.aimFigure(standing, programme.language);
    return updateOf(snapshot.rows.get(id), { state: standing?.state ?? null, figure });
  });
  return [...rows, ...sponsorsPage(telling, programme, { ...shown, told })];
}

/** What was done, for sponsors, where it may be shown. */
const DONE = ["sessions_held", "active_share", "help_given", "goals_done", "growth_points"];

function sponsorsPage(
  { snapshot, now, words }: Telling,
  programme: Programme,
  { points, insights, told }: Shown & { told: readonly ToldAim[] },
): Command[] {
  const due = monthToTell({ snapshot, now }, programme, "sponsors");
  if (due === null || told.length === 0) return [];
  const end = atLocal(due.month.to, 0, programme.zone);
  const over = shownPoints(points, programme, end).filter(
    ({ isPublic, skill, period }) => isPublic && skill === null && period.to <= end,
  );
  const latest = over.reduce((last, { period }) => Math.max(last, period.number), -1);
  const done = DONE.flatMap(
    id => over.find(({ metricId, period }) => metricId === id && period.number === latest) ?? [],
  );
  const [first] = done;
  const report: SponsorsReport = {
    programme: programme.name,
    month: due.month.from,
    aims: told,
    period: first === undefined ? null : daysOf(first, programme),
    done: done.map(({ metricId, value, n, count }) => ({
      metricId,
      value,
      n,
      ...(count === undefined ? {} : { count }),
    })),
    changes: [...new Set(insights.filter(isForSponsors(programme)).map(({ id }) => id))],
  };
  const { title, body } = words.sponsors(report, programme.language);
  const values = { title, programme: [programme.id], month: { start: due.month.from, end: null }, key: due.key };
  return [{ kind: "create_page", key: due.key, source: "digests", values, body }];
}

/** What lasts and there is something to change about; nothing of single groups, goals or people. */
function isForSponsors(programme: Programme): (insight: KeptInsight) => boolean {
  const ofSome = ["group_stuck", "goal_reached", "goal_off_track", "help_carried"];
  return ({ id, state, programmeId }) =>
    state === "open" && programmeId === programme.id && programme.insights !== "off" && !ofSome.includes(id);
}
