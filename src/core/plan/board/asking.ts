/**
 * Who gets a waiting question next, and when.
 *
 * Idea: steps of 48 hours. First the one suggested first, then the next two together, then the coordinator; each person once.
 * In a programme of micro sessions the first is asked at once, elsewhere the question stands for everybody first. A step nobody
 * is left for is left out. Source: docs/formats.md#the-help-board. Cost: none.
 */
import { type Format, rulesOf } from "../../domain/values/format.ts";
import { HOUR, type Instant } from "../../domain/values/time.ts";

/** A question that nobody took is passed on after so long. */
const NEXT_ASKED_AFTER = 48 * HOUR;

/** How many of the suggested are asked at each step. */
const STEPS = [1, 2] as const;

interface Waiting {
  format: Format;
  since: Instant;
  /** How many people are suggested. */
  suggested: number;
  /** The question names a skill: where nobody offers it, there is nobody to wait for. */
  hasSkill: boolean;
}

/**
 * The moments at which a question is passed on: to this many of the suggested in all, and finally to the
 * coordinator.
 */
export function passingOn(waiting: Waiting): { helpers: { at: Instant; inAll: number }[]; coordinatorAt: Instant } {
  let at = waiting.since + (rulesOf(waiting.format).board?.asksAtOnce ? 0 : NEXT_ASKED_AFTER);
  let inAll = 0;
  const helpers: { at: Instant; inAll: number }[] = [];
  for (const step of STEPS) {
    const next = Math.min(inAll + step, waiting.suggested);
    if (next === inAll) continue;
    inAll = next;
    helpers.push({ at, inAll });
    at += NEXT_ASKED_AFTER;
  }
  const isVain = helpers.length === 0 && !waiting.hasSkill && rulesOf(waiting.format).board?.asksAtOnce === true;
  return { helpers, coordinatorAt: isVain ? at + NEXT_ASKED_AFTER : at };
}
