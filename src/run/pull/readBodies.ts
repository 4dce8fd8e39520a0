import { Failure } from "../../core/domain/values/failure.ts";
import { isAlike } from "../../core/domain/values/hash.ts";
import { LANGUAGES } from "../../core/domain/values/language.ts";
import { date, type KeptPart, type Row } from "../../core/domain/values/row.ts";
import { DAY, type Instant, MINUTE, parseInstant } from "../../core/domain/values/time.ts";
import { lineMark } from "../../core/rules/parts/rewriting.ts";
import { writtenSteps } from "../../core/rules/steps/lines.ts";
import { STEPS_ARE_NEW } from "../../core/state/settled/steps.ts";
import { columnName } from "../../text/phrases/names.ts";
import { inParallel } from "../world/inParallel.ts";
import type { OpenRun } from "../world/services.ts";

/** So many bodies are read at once: more pages than that are edited together by Krug alone. */
const MOST_READ = 40;
/** After a loss the pages of meetings are read that were edited so lately: what is older became steps before. */
const READ_ANEW_MS = 2 * DAY;

/**
 * What people wrote as next steps in the bodies of meetings' pages that were edited, by the pages' ids: the parts of those on which
 * something else stands than was kept. Two requests a page, the top of the page and Krug's own box; nothing deeper is looked into.
 */
export async function readBodies(
  { services, texts, time }: OpenRun,
  rows: readonly Row[],
  known: ReadonlyMap<string, Row>,
): Promise<Map<string, KeptPart>> {
  if (texts === undefined) return new Map();
  const now = time.now();
  const edited = rows.filter(row => isEdited(row, known.get(row.id), now));
  const byPersonFirst = edited.sort((a, b) => Number(b.editedBy === "person") - Number(a.editedBy === "person"));
  const read = byPersonFirst.slice(0, MOST_READ).map(({ id }) => partOf(services.notion, id, known.get(id)?.part));
  return new Map((await inParallel(read)).flat());
}

/** True for the page of a meeting not long gone by on which a person may have written since Krug looked at it or wrote there. */
function isEdited(row: Row, known: Row | undefined, now: Instant): boolean {
  const startsAt = parseInstant(date(row, "when")?.start ?? "");
  if (row.source !== "sessions" || startsAt === null || startsAt + STEPS_ARE_NEW <= now) return false;
  if (known === undefined) return startsAt <= now && row.editedAt + READ_ANEW_MS > now;
  return row.editedBy === "person" || (known.part !== undefined && row.editedAt > (known.part.at ?? 0) + MINUTE);
}

/** The part with what stands on the page now; nothing where that is as it was, and where Krug has no box there. */
async function partOf(
  { boxes }: OpenRun["services"]["notion"],
  pageId: string,
  kept: KeptPart | undefined,
): Promise<[string, KeptPart][]> {
  try {
    const { box: found, blocks } = await boxes.find(pageId, "session");
    const box = kept?.box ?? found;
    if (box === null) return [];
    const own = new Set(kept?.written);
    const lines = (await boxes.lines(box)) ?? [];
    const theirs = lines.map(line => (own.has(lineMark(line)) ? { ...line, isByPerson: false } : line));
    const steps = [theirs, blocks].flatMap(side => writtenSteps(side, headings()));
    if (isAlike(steps, kept?.steps ?? [])) return [];
    return [[pageId, { ...(kept ?? { mark: "", box, written: [] }), steps }]];
  } catch (error) {
    // In the trash since it was listed.
    if (error instanceof Failure && error.kind === "gone") return [];
    throw error;
  }
}

/** What a heading above next steps may say. */
function headings(): string[] {
  return LANGUAGES.map(language => columnName("sessions", "nextSteps", language));
}
