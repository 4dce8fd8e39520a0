import type { Goal } from "../../domain/goal.ts";
import type { Step } from "../../domain/step.ts";
import { DAY, type Instant, type LocalDate, localDate } from "../../domain/values/time.ts";

/** Open so long, a step is told with the day since when: until then it stands there as it was agreed on. */
const IS_OLD = 14 * DAY;
/** Unchanged so long, it gets a gentle word: in a weekly rhythm it stood in four agendas by then. */
const IS_STUCK = 28 * DAY;
/** What nobody would go through in one meeting is counted. */
const MOST_SHOWN = 12;

/** A step as an agenda or a page tells it. */
export interface OpenStep {
  id: string;
  url: string;
  title: string;
  /** Whose of those asked for, in their order. */
  ownerIds: string[];
  dueOn: LocalDate | null;
  /** The day since when it is open, where that is two weeks ago or longer; null for a younger one. */
  openSince: LocalDate | null;
  /** True for one that nobody has changed for four weeks. */
  isStuck: boolean;
}

/**
 * What some people have still to do, as all of them may read it: what is due first, then the eldest. Left out are steps to goals that
 * are confidential, over, or not known any more. `more` counts what is left beyond twelve.
 *
 * @param stepsOf each person's steps; @param goalOf undefined for a goal that is not there; @param zone in which days are told
 */
export function openSteps(
  personIds: readonly string[],
  known: {
    stepsOf: (personId: string) => readonly Step[];
    goalOf: (goalId: string) => Pick<Goal, "status" | "confidential"> | undefined;
  },
  now: Instant,
  zone: string,
): { steps: OpenStep[]; more: number } {
  const all = new Map(personIds.flatMap(known.stepsOf).map(step => [step.id, step]));
  const open = [...all.values()]
    .filter(step => !step.isDone && mayBeTold(step, known.goalOf))
    .sort((a, b) => compare(dueBy(a), dueBy(b)) || a.createdAt - b.createdAt || compare(a.id, b.id));
  const steps = open.slice(0, MOST_SHOWN).map(step => ({
    id: step.id,
    url: step.url,
    title: step.title,
    ownerIds: personIds.filter(id => step.ownerIds.includes(id)),
    dueOn: step.dueOn,
    openSince: step.createdAt + IS_OLD <= now ? localDate(step.createdAt, zone) : null,
    isStuck: Math.max(step.createdAt, step.editedAt) + IS_STUCK <= now,
  }));
  return { steps, more: open.length - steps.length };
}

/** True for a step that others may be told of: what leads to a goal goes by that goal. */
function mayBeTold(
  { goalId }: Pick<Step, "goalId">,
  goalOf: (goalId: string) => Pick<Goal, "status" | "confidential"> | undefined,
): boolean {
  if (goalId === null) return true;
  const goal = goalOf(goalId);
  return goal !== undefined && !goal.confidential && goal.status !== "done" && goal.status !== "dropped";
}

function dueBy({ dueOn }: Step): string {
  return dueOn ?? "9999";
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
