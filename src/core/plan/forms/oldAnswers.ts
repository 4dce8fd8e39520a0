// What it decides: which answers of a programme go, where its page says for how many months they are to be kept.
// Idea: what rules still need stays, however old: what people last said of their needs and of taking part, the first and the last
//   self-assessment of each, what was said of meetings over a question that is open. What a figure was drawn from goes once that figure stands (`open`).
// Source: docs/privacy.md#how-long-answers-are-kept. Cost: linear in the answers.

import { FORM_KINDS, type FormKind } from "../../domain/form.ts";
import { type Programme, programmeSpan } from "../../domain/programme.ts";
import { addressKey } from "../../domain/values/address.ts";
import { atLocal, type Instant, type LocalDate, localDate } from "../../domain/values/time.ts";
import { periodsOf } from "../../rules/metrics/periods.ts";
import type { FormResponse } from "../../rules/surveys/answers.ts";
import { waveAt, wavesOf } from "../../rules/surveys/waves.ts";
import { answersOf } from "../../state/programmeAnswers.ts";
import type { Snapshot } from "../../state/snapshot.ts";
import { parseHelpKey } from "../board/board.ts";

/** The answers of a programme that go. */
export interface OldAnswers {
  programmeId: string;
  /** The first period whose figures may still change: those of the periods before stand before any answer goes. */
  open: number;
  /** What was submitted before is old. */
  before: Instant;
  /** By form, those with answers that go: their ids, and how many of them its survey's page counts one by one. */
  forms: { kind: FormKind; ids: string[]; counted: number }[];
}

/** What was submitted to a programme's forms before is old; null where all is to be kept. */
export function oldBefore({ keepAnswersMonths, status, zone }: Programme, now: Instant): Instant | null {
  if (keepAnswersMonths === null || status === "draft") return null;
  return atLocal(monthsBefore(localDate(now, zone), keepAnswersMonths), 0, zone);
}

/** The answers of a programme that go now; null where there are none, or all are to be kept. Of settled ones none goes before it lives again. */
export function oldAnswers(snapshot: Snapshot, programme: Programme, now: Instant): OldAnswers | null {
  const before = oldBefore(programme, now);
  if (before === null) return null;
  const periods = periodsOf(programme, now);
  const next = periods.find(period => period.from > before);
  const open = next?.number ?? periods.length;
  const standsUntil = next?.from ?? Number.POSITIVE_INFINITY;
  const own = snapshot.responses.flatMap(({ programmeId, kind, response }) =>
    programmeId === programme.id ? [{ kind, response }] : [],
  );
  const forms = FORM_KINDS.flatMap(kind => {
    const all = own.filter(one => one.kind === kind).map(one => one.response);
    const needed = neededOf(programme, kind, all, before);
    const mayGo = mayGoOf(snapshot, programme, kind, { before, standsUntil, now });
    const going = all.filter(one => one.submittedAt < before && !needed.has(one) && mayGo(one));
    if (going.length === 0) return [];
    const ids = going.map(response => response.responseId);
    return [{ kind, ids, counted: countedOf(snapshot, programme, kind, going) }];
  });
  return forms.length === 0 ? null : { programmeId: programme.id, open, before, forms };
}

/** The same day some months before; of the last days of a month, which not every month has, the 28th. */
function monthsBefore(day: LocalDate, months: number): LocalDate {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const at = 12 * year + month - 1 - months;
  const two = (part: number) => String(part).padStart(2, "0");
  return `${Math.floor(at / 12)}-${two((at % 12) + 1)}-${two(Math.min(date, 28))}`;
}

/** What rules need of a form's answers, however old: none of it once the programme is over for as long as answers are kept. */
function neededOf(
  programme: Programme,
  kind: FormKind,
  all: readonly FormResponse[],
  before: Instant,
): ReadonlySet<FormResponse> {
  const { endsAt } = programmeSpan(programme);
  if (endsAt !== null && endsAt <= before) return new Set();
  const inOrder = [...all].sort((a, b) => a.submittedAt - b.submittedAt);
  const byPerson = [...Map.groupBy(inOrder, response => addressKey(response.email ?? "")).values()];
  switch (kind) {
    case "standing":
      return new Set(byPerson.flatMap(said => said.slice(-1)));
    case "needs":
      return new Set(byPerson.flatMap(said => firstToSay(said.toReversed())));
    case "self_assessment":
      return new Set(
        byPerson.flatMap(said => [...firstToSay(lastOfWaves(programme, said)), ...firstToSay(said.toReversed())]),
      );
    default:
      return new Set();
  }
}

/** Of some answers those that say something to a question which none before them did. */
function firstToSay(answers: readonly FormResponse[]): FormResponse[] {
  const said = new Set<string>();
  return answers.filter(({ answers }) => {
    const fresh = Object.keys(answers).filter(question => !said.has(question));
    for (const question of fresh) said.add(question);
    return fresh.length > 0;
  });
}

/** Of a person's answers, in order, the last of each wave: it is the one that counts. */
function lastOfWaves(programme: Programme, answers: readonly FormResponse[]): FormResponse[] {
  const last = answers.at(-1)?.submittedAt ?? 0;
  const waves = wavesOf(programme, last);
  const waveOf = ({ submittedAt }: FormResponse) => waveAt(waves, "self_assessment", submittedAt)?.key;
  return [...new Map(answers.map(response => [waveOf(response), response])).values()];
}

/** Whether what was drawn from an answer of a form stands: its session's figures, its wave's count. */
function mayGoOf(
  snapshot: Snapshot,
  programme: Programme,
  kind: FormKind,
  { before, standsUntil, now }: { before: Instant; standsUntil: Instant; now: Instant },
): (response: FormResponse) => boolean {
  if (kind === "feedback") {
    const sessions = new Map(answersOf(snapshot, programme).feedback.map(one => [one.responseId, one.sessionId]));
    return ({ responseId }) => {
      const session = snapshot.sessions.get(sessions.get(responseId) ?? "");
      if (session === undefined || session.endsAt === null) return true;
      return session.endsAt < standsUntil && !isAboutOpenQuestion(snapshot, session.groupId);
    };
  }
  if (kind === "self_assessment" || kind === "closing") {
    const waves = wavesOf(programme, now);
    return ({ submittedAt }) => (waveAt(waves, kind, submittedAt)?.closesAt ?? submittedAt) <= before;
  }
  return () => true;
}

/** True for the meetings of a question that is not resolved: what was said after them tells whether it goes on. */
function isAboutOpenQuestion(snapshot: Snapshot, groupId: string | null): boolean {
  const about = parseHelpKey(snapshot.groups.get(groupId ?? "")?.key ?? "")?.questionId;
  return snapshot.questions.some(question => question.id === about && !question.isResolved);
}

/** How many of the answers that go are counted one by one on the page of a survey that is always open. */
function countedOf(snapshot: Snapshot, programme: Programme, kind: FormKind, going: readonly FormResponse[]): number {
  if (kind === "standing")
    return going.filter(({ email }) => snapshot.addresses.known.has(addressKey(email ?? ""))).length;
  if (kind !== "feedback") return 0;
  const placed = new Set(answersOf(snapshot, programme).feedback.map(one => one.responseId));
  return going.filter(({ responseId }) => placed.has(responseId)).length;
}
