import { date, type Row, text } from "../../domain/values/row.ts";
import { DAY, type Instant, parseInstant } from "../../domain/values/time.ts";
import { type Wave, wavesOf } from "../../rules/surveys/waves.ts";
import type { Snapshot } from "../snapshot.ts";
import { SAID_WITHIN } from "./parts.ts";

/** A figure is mostly what it stays a period after its own. */
const FIGURE_IS_NEW = 28 * DAY;

/** What a survey's page says is kept up for so long after it closed. */
const SURVEY_IS_NEW = 56 * DAY;

/** True for the page of a survey that stays as it is: it closed eight weeks ago or earlier. */
export function isLeftAsItIs({ closesAt, state }: Wave, now: Instant): boolean {
  return state === "closed" && closesAt !== null && closesAt + SURVEY_IS_NEW <= now;
}

/**
 * The rows of *Metrics*, the surveys and the digests that say all they have to: of a period over four weeks ago, closed eight weeks ago, and
 * written three weeks ago. Whether a figure became another one since is asked once a day, of settled rows too (run/measure/wholly.ts).
 */
export function keptByKrugIsOver(snapshot: Snapshot, now: Instant): (row: Row) => boolean {
  const waves = snapshot.programmes.flatMap(programme => wavesOf(programme, now));
  const closed = new Set(waves.filter(wave => isLeftAsItIs(wave, now)).map(({ key }) => key));
  return row => {
    if (row.editedAt + SAID_WITHIN > now) return false;
    if (row.source === "surveys") return closed.has(text(row, "key"));
    if (row.source === "digests") return text(row, "key") !== "";
    const lastDay = date(row, "period")?.end ?? null;
    const endedAt = lastDay === null ? null : parseInstant(`${lastDay}T00:00:00Z`);
    return row.source === "metrics" && endedAt !== null && endedAt + FIGURE_IS_NEW <= now;
  };
}
