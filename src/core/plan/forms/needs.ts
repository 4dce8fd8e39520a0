// What it decides: what of an answer to the needs form goes to the person's page, and when their consent is noted.
// Idea: the answer is a proposal. Page and answer are merged with what the form wrote last: a column the form filled follows
//   a new answer, one that people wrote on stays, an empty one is filled once for each answer.
// Source: docs/surveys.md#the-needs-form. Aims, wishes and "not with" are no part of it: they stay where answers are
//   kept.

import type { ActedOn } from "../../domain/actedOn.ts";
import type { Command } from "../../domain/command.ts";
import { skillIdentity } from "../../domain/skill.ts";
import { isSameTitle } from "../../domain/values/content.ts";
import { eachGuarded } from "../../domain/values/guarded.ts";
import { markOf } from "../../domain/values/hash.ts";
import { list, type PlainValue, type Row } from "../../domain/values/row.ts";
import { type Instant, localDate } from "../../domain/values/time.ts";
import { parseWorkingHours } from "../../domain/values/writtenHours.ts";
import type { AnswerTo } from "../../rules/surveys/answers.ts";
import { needsOf, togetherWith } from "../../rules/surveys/needs.ts";
import type { Snapshot } from "../../state/snapshot.ts";
import type { Planning } from "../pass/planning.ts";

/** The columns of People an answer may fill. */
const COLUMNS = ["level", "offers", "seeks", "style", "zone", "hours"] as const;

/** An answer, with the zone its day is told in. */
interface Answered {
  answer: AnswerTo<"needs">;
  zone: string;
}

/** What people's pages should take over from the needs form, and what is to be remembered of it. */
export function decideNeeds({ snapshot, now }: Planning): Command[] {
  const answers = eachGuarded("needs", snapshot.programmes, programme =>
    [...needsOf(snapshot, programme).answers].map(([id, answer]) => ({ id, answer, zone: programme.zone })),
  );
  const byPerson = Map.groupBy(answers, ({ id }) => id);
  const skill = skillIdentity();
  const spell = spelling(snapshot, skill);
  const inOrder = [...byPerson].map(([id, answered]) => ({ id, answered })).sort((a, b) => (a.id < b.id ? -1 : 1));
  return eachGuarded("needs", inOrder, ({ id, answered }) => {
    const row = snapshot.rows.get(id);
    return row === undefined ? [] : takenOver(snapshot, row, answered, { skill, spell, now });
  });
}

interface Reading {
  skill: (name: string) => string;
  spell: (names: readonly string[]) => string[];
  now: Instant;
}

function takenOver(snapshot: Snapshot, row: Row, answered: readonly Answered[], reading: Reading): Command[] {
  const last = (some: readonly Answered[]) => some.reduce<Answered | null>((a, b) => later(a, b), null);
  const profile = answered
    .filter(({ answer }) => answer.takesPart !== false)
    .sort((a, b) => a.answer.submittedAt - b.answer.submittedAt)
    .reduce<AnswerTo<"needs"> | undefined>((before, { answer }) => togetherWith(before, answer), undefined);
  const agreed = last(answered.filter(({ answer }) => answer.takesPart === true));
  const values: Record<string, PlainValue> = {};
  const acts: ActedOn[] = [];
  const propose = (key: string, wanted: PlainValue) => {
    // A removed column takes nothing, and is filled should it come back.
    if (!(key in row.values)) return;
    const cause = `needs:${row.id}:${key}`;
    const noted = snapshot.actedOn.get(cause);
    const act = { cause, said: JSON.stringify(wanted), at: reading.now };
    // What was written before can't be opened: what stands on the page may be people's own, and stays.
    if (noted?.isUnopened) {
      acts.push({ ...act, isHidden: true });
      return;
    }
    const saidBefore = noted?.said;
    const written = saidBefore === undefined ? undefined : (JSON.parse(saidBefore) as PlainValue);
    const isSame = (a: PlainValue, b: PlainValue) => same(a, b, reading.skill);
    if (written === undefined && isBlank(wanted)) return;
    if (written !== undefined && isSame(written, wanted)) return;
    const current = row.values[key] ?? null;
    const isUntouched = isBlank(current) || (written !== undefined && isSame(current, written));
    if (isUntouched && !isSame(current, wanted)) values[key] = wanted;
    acts.push(isUntouched || isSame(current, wanted) ? act : { ...act, isHidden: true });
  };
  if (profile !== undefined) {
    const { level, offers, seeks, style, zone, times } = profile;
    const spelt = (skills: readonly string[] | null) => skills && reading.spell(skills);
    const hours = times !== null && parseWorkingHours(times) !== null ? times : null;
    const said = { level, offers: spelt(offers), seeks: spelt(seeks), style, zone, hours };
    for (const key of COLUMNS) if (said[key] !== null) propose(key, said[key]);
  }
  if (agreed === null) {
    // What the form noted is taken back by the same person's word, never by a question that is gone.
    if (answered.some(({ answer }) => answer.takesPart === false)) propose("consent", null);
  } else if (isBlank(row.values.consent ?? null))
    propose("consent", { start: localDate(agreed.answer.submittedAt, agreed.zone), end: null });
  if (acts.length === 0) return [];
  const key = `needs:${row.id}:${markOf(acts.map(({ cause, said }) => [cause, said]))}`;
  if (Object.keys(values).length === 0) return [{ kind: "note_acted", key, acts }];
  return [{ kind: "update_page", key, source: "people", pageId: row.id, values, acts }];
}

function later(a: Answered | null, b: Answered): Answered {
  return a === null || b.answer.submittedAt >= a.answer.submittedAt ? b : a;
}

/**
 * Skills as people's pages already write them, the most usual way first, so that one skill does not become two options. A skill
 * nobody wrote yet stays as it was typed.
 */
function spelling(snapshot: Snapshot, skill: (name: string) => string): (names: readonly string[]) => string[] {
  const uses = new Map<string, Map<string, number>>();
  for (const row of snapshot.rows.values()) {
    if (row.source !== "people") continue;
    for (const name of [...list(row, "offers"), ...list(row, "seeks")]) {
      const spellings = uses.get(skill(name)) ?? new Map<string, number>();
      uses.set(skill(name), spellings.set(name, (spellings.get(name) ?? 0) + 1));
    }
  }
  const usual = (name: string) => {
    const spellings = [...(uses.get(skill(name)) ?? [])].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    return spellings[0]?.[0] ?? clipped(name);
  };
  return names => [...new Map(names.map(name => [skill(name), usual(name)])).values()].slice(0, MOST_SKILLS);
}

/** The most characters a Notion option holds; and a page should not hold a list nobody reads. */
const OPTION_CHARACTERS = 100;
const MOST_SKILLS = 20;

function clipped(name: string): string {
  return [...name].slice(0, OPTION_CHARACTERS).join("").trim();
}

function isBlank(value: PlainValue): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

function same(a: PlainValue, b: PlainValue, skill: (name: string) => string): boolean {
  if (isBlank(a) && isBlank(b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) return markOf(a.map(skill).sort()) === markOf(b.map(skill).sort());
  if (typeof a === "string" && typeof b === "string") return isSameTitle(a, b);
  return markOf(a) === markOf(b);
}
