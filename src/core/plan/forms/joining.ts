// What it decides: who comes into People by the needs form, and who is let into a programme.
// Idea: who answers under an address nobody has, with a yes and a name, gets a page; the rest of the answer is taken over like
//   anybody's (needs.ts). A page without the programme is a request: a coordinator grants it by adding the programme, and refuses it by
//   throwing the page away. Krug adds the programme itself for people of the domains it names.
// Source: docs/surveys.md#joining. Cost: one look at each answer to the form.

import { type ActedOn, isActedOn } from "../../domain/actedOn.ts";
import type { Command } from "../../domain/command.ts";
import { isNobodys } from "../../domain/person.ts";
import type { Problem } from "../../domain/problem.ts";
import { helpFormat, type Programme } from "../../domain/programme.ts";
import { parseAddress } from "../../domain/values/address.ts";
import { findable } from "../../domain/values/content.ts";
import { eachGuarded } from "../../domain/values/guarded.ts";
import { keptIn } from "../../domain/values/maps.ts";
import { list, type Row, text } from "../../domain/values/row.ts";
import { DAY, type Instant, localDate } from "../../domain/values/time.ts";
import { parseWorkingHours } from "../../domain/values/writtenHours.ts";
import type { AnswerTo } from "../../rules/surveys/answers.ts";
import { needsOf } from "../../rules/surveys/needs.ts";
import { domainOf } from "../../rules/surveys/responders.ts";
import type { OpenForm } from "../../state/mirror.ts";
import { mayStart, type Snapshot } from "../../state/snapshot.ts";
import { isToldOn } from "../../state/writing.ts";
import type { Outcome } from "../pass/outcome.ts";
import type { Planning } from "../pass/planning.ts";

/** What the answer fills in once the page is there (needs.ts), so that each column is known to be empty until then. */
const UNSAID = { programmes: [], level: null, offers: [], seeks: [], style: null, hours: "", consent: null };

/** So long a request waits for a coordinator. */
const ASKS_FOR = 56 * DAY;

/** Somebody with a page who asks to take part in a programme they are not in. */
interface Asking {
  row: Row;
  programme: Programme;
  answer: AnswerTo<"needs">;
  /** True where nobody has to let them in. */
  isAtOnce: boolean;
}

interface Joining {
  /** Who gets a page, each once. */
  comers: { programme: Programme; answer: AnswerTo<"needs">; name: string; email: string }[];
  asking: Asking[];
  /** Who takes part and gave their name, and is in the programme by now. */
  arrived: Omit<Asking, "isAtOnce">[];
  /** Addresses of those who would join a programme and got no page: it can't be told who they are. */
  unmade(programmeId: string): string[];
}

/** The pages to be made, and who is let in; for each programme, how many wait to be. */
export function decideJoining({ snapshot, now }: Planning): Outcome {
  const { comers, asking, arrived } = joiningOf(snapshot, now);
  const made = comers.map(
    ({ programme, answer, name, email }): Command => ({
      kind: "create_page",
      key: `join:${answer.responseId}`,
      source: "people",
      values: { ...UNSAID, name, email, zone: answer.zone ?? programme.zone, key: `join:${answer.responseId}` },
    }),
  );
  const letIn = asking
    .filter(({ isAtOnce }) => isAtOnce)
    .map(
      (one): Command => ({
        kind: "update_page",
        key: causeOf(one),
        source: "people",
        pageId: one.row.id,
        values: { programmes: [...list(one.row, "programmes"), one.programme.id] },
        acts: [actOf(one, now)],
      }),
    );
  const noted = arrived
    .filter(one => !isSettled(snapshot, one))
    .map(
      (one): Command => ({
        kind: "note_acted",
        key: `${causeOf(one)}:${one.answer.submittedAt}`,
        acts: [actOf(one, now)],
      }),
    );
  const waiting = Map.groupBy(
    asking.filter(({ isAtOnce }) => !isAtOnce),
    ({ programme }) => programme.id,
  );
  return {
    commands: [...notingUnverified(snapshot, now), ...made, ...letIn, ...noted],
    waits: [...waiting].map(([programmeId, { length: count }]) => ({ programmeId, why: "people_ask_to_join", count })),
  };
}

const known = new WeakMap<Snapshot, Joining>();

/** Who joins, and who asks to; worked out once for a snapshot. */
export function joiningOf(snapshot: Snapshot, now: Instant): Joining {
  return keptIn(known, snapshot, () => readJoining(snapshot, now));
}

function readJoining(snapshot: Snapshot, now: Instant): Joining {
  const open = snapshot.programmes.filter(
    programme =>
      programme.status === "active" &&
      (programme.endsOn === null || localDate(now, programme.zone) <= programme.endsOn) &&
      mayStart(snapshot, programme.id),
  );
  const unmade = new Map<string, string[]>();
  const comers: Joining["comers"] = [];
  const addresses = new Set<string>();
  const names = new Set(
    [...snapshot.rows.values()].flatMap(row => (row.source === "people" ? nameKey(text(row, "name")) : [])),
  );
  const answered = open
    .flatMap(programme => [...needsOf(snapshot, programme).newcomers].map(entry => ({ programme, entry })))
    .sort(
      ({ entry: [, a] }, { entry: [, b] }) => a.submittedAt - b.submittedAt || (a.responseId < b.responseId ? -1 : 1),
    );
  for (const { programme, entry } of answered) {
    const [address, answer] = entry;
    if (addresses.has(address) || snapshot.discarded.has(`join:${answer.responseId}`)) continue;
    const { name } = answer;
    const { email } = parseAddress(answer.email);
    if (name === null || email === null || isNobodys(email) || names.has(nameKey(name)))
      unmade.set(programme.id, [...(unmade.get(programme.id) ?? []), answer.email]);
    else {
      addresses.add(address);
      names.add(nameKey(name));
      comers.push({ programme, answer, name, email });
    }
  }
  const lapsed = now - ASKS_FOR;
  const named = eachGuarded("joining", open, programme =>
    [...needsOf(snapshot, programme).answers].flatMap(([id, answer]) => {
      const row = snapshot.rows.get(id);
      const isAsking = answer.name !== null && answer.takesPart === true;
      if (row === undefined || !isAsking || row.unread?.programmes !== undefined || !mayStart(snapshot, id)) return [];
      return [{ row, programme, answer }];
    }),
  );
  const isIn = ({ row, programme }: Omit<Asking, "isAtOnce">) => list(row, "programmes").includes(programme.id);
  return {
    comers,
    asking: named
      .filter(one => !isIn(one) && one.answer.submittedAt > lapsed && !isSettled(snapshot, one))
      .map(one => ({ ...one, isAtOnce: mayComeAtOnce(snapshot, one) })),
    arrived: named.filter(isIn),
    unmade: programmeId => (unmade.get(programmeId) ?? []).sort(),
  };
}

/**
 * True for who needs nobody's nod: of a domain the programme names, verified by Google, with a consent that stands on their page and
 * a name that is nothing but one. Never in mentoring, where nobody knows yet who their manager is, nor for who was in the programme before.
 */
function mayComeAtOnce(snapshot: Snapshot, { row, programme, answer }: Omit<Asking, "isAtOnce">): boolean {
  const page = snapshot.rows.get(programme.id);
  const cause = causeOf({ row, programme });
  const before = snapshot.actedOn.get(cause);
  const form = snapshot.forms.find(one => one.programmeId === programme.id && one.kind === "needs");
  return (
    helpFormat(programme) === null &&
    page !== undefined &&
    joinFromOn(page).domains.includes(domainOf(answer.email) ?? "") &&
    form !== undefined &&
    !isUnverified(snapshot, form, answer) &&
    row.values.consent != null &&
    text(row, "status") !== "left" &&
    !/[@/:]|\bwww\.|\.\p{L}{2}/iu.test(text(row, "name")) &&
    !isActedOn(snapshot.actedOn, { cause, said: before?.said ?? "" }, answer.submittedAt)
  );
}

/**
 * True for an answer from while the form may have taken any address that was typed. Krug puts that right at once; what had come by then
 * has to be remembered.
 */
function isUnverified({ actedOn }: Snapshot, { formId, look }: OpenForm, { submittedAt }: AnswerTo<"needs">): boolean {
  return look?.isUnlike === true || Number(actedOn.get(`unverified:${formId}`)?.said ?? 0) >= submittedAt;
}

/** That a form was found to take addresses Google does not verify, so that none of what came before lets anybody in. */
function notingUnverified({ forms, actedOn }: Snapshot, now: Instant): Command[] {
  return forms
    .filter(({ kind, look }) => kind === "needs" && look?.isUnlike === true)
    .map(({ formId }) => ({ cause: `unverified:${formId}`, said: String(now), at: now }))
    .filter(({ cause, said }) => actedOn.get(cause)?.said !== said)
    .map(act => ({ kind: "note_acted", key: `${act.cause}:${act.said}`, acts: [act] }));
}

/** The domains whose people a programme lets in at once, and what among those written is none. */
function joinFromOn(row: Row): { domains: string[]; bad: string[] } {
  const written = text(row, "joinFrom")
    .toLowerCase()
    .split(/[\s,;]+/)
    .map(word => word.replace(/^@/, ""))
    .filter(word => word !== "");
  const isDomain = (word: string) => parseAddress(`x@${word}`).email === `x@${word}` && domainOf(`x@${word}`) !== null;
  return { domains: written.filter(isDomain), bad: written.filter(word => !isDomain(word)) };
}

/** What a page is told of joining: that its person asks to, and what of their answer can't be read; of a programme, whom it lets in. */
export function joiningProblems(planning: Planning, row: Row): Problem[] {
  const { snapshot, now, words, language } = planning;
  if (row.source === "programmes") {
    const { bad } = joinFromOn(row);
    return bad.length === 0 ? [] : [{ code: "bad_join_from", parts: bad }];
  }
  if (row.source !== "people") return [];
  const hasHours = text(row, "hours") !== "";
  const unread: readonly Problem[] = hasHours ? [] : [{ code: "form_hours_unread" }];
  if (snapshot.near !== null) {
    // Answers to the form are not near: what is told of them stays as it was.
    const asks = snapshot.programmes.map(({ name }): Problem => ({ code: "asks_to_join", programme: name }));
    return [...asks, ...unread].filter(isToldOn(snapshot, row.id, language, words));
  }
  const asked = joiningOf(snapshot, now).asking.filter(one => one.row.id === row.id && !one.isAtOnce);
  const answers = snapshot.programmes.flatMap(programme => needsOf(snapshot, programme).answers.get(row.id) ?? []);
  const isUnread = ({ times }: AnswerTo<"needs">) => times !== null && parseWorkingHours(times) === null;
  return [
    ...asked.map(({ programme }): Problem => ({ code: "asks_to_join", programme: programme.name })),
    ...(answers.some(isUnread) ? unread : []),
  ];
}

/** True where what they asked for is done: they are in the programme by this answer, or were. */
function isSettled({ actedOn }: Snapshot, one: Omit<Asking, "isAtOnce">): boolean {
  return Number(actedOn.get(causeOf(one))?.said ?? Number.NEGATIVE_INFINITY) >= one.answer.submittedAt;
}

function causeOf({ row, programme }: Pick<Asking, "row" | "programme">): string {
  return `joins:${row.id}:${programme.id}`;
}

function actOf(one: Omit<Asking, "isAtOnce">, now: Instant): ActedOn {
  return { cause: causeOf(one), said: String(one.answer.submittedAt), at: now };
}

/** A name as it is compared: in any order of its parts. */
function nameKey(name: string): string {
  return findable(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(part => part !== "")
    .sort()
    .join(" ");
}
