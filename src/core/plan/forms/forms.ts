import type { Command } from "../../domain/command.ts";
import { FORM_KINDS, type FormKind } from "../../domain/form.ts";
import type { Problem } from "../../domain/problem.ts";
import type { Programme } from "../../domain/programme.ts";
import { distinctSkills, distinctSpellings, skillOf } from "../../domain/skill.ts";
import { markOf } from "../../domain/values/hash.ts";
import { addDays, type Instant, type LocalDate, localDate } from "../../domain/values/time.ts";
import { FORM_QUESTIONS, skillQuestionKey } from "../../rules/surveys/form.ts";
import { questionTitle } from "../../rules/surveys/formLook.ts";
import { accessProblems, type FormAccess, isToBeGiven, respondersOf } from "../../rules/surveys/responders.ts";
import type { Wave } from "../../rules/surveys/waves.ts";
import type { OpenForm } from "../../state/mirror.ts";
import { mayStart, participants, type Snapshot } from "../../state/snapshot.ts";
import { ROUND_LEAD_DAYS } from "../rounds/rounds.ts";

/** How many skills a form begins with at most, and how many it may grow to. */
const FIRST_SKILLS = 20;
const MOST_SKILLS = 30;

/**
 * The forms a programme needs and lacks, was left without, or whose questions are not what they should be: made, made anew,
 * filled up, opened. A question people took out by themselves is told (`formProblems`) and left out.
 */
export function decideForms(snapshot: Snapshot, programme: Programme, waves: readonly Wave[], now: Instant): Command[] {
  if (!isRunning(programme, waves) || !mayStart(snapshot, programme.id)) return [];
  return FORM_KINDS.filter(kind => isAsked(programme, kind, waves, now)).flatMap(kind => {
    const form = formOf(snapshot, programme, kind);
    if (form === undefined) return [createForm(programme, kind, null)];
    if (form.look?.state === "gone") return [createForm(programme, kind, form.formId)];
    const isOpen = waves.some(wave => wave.kind === kind && wave.state === "open");
    return changed(snapshot, programme, form, isOpen ? localDate(now, programme.zone) : null);
  });
}

/**
 * People who join are asked what they need, and can say no, as soon as the programme is active; how it was when its
 * end is near; the rest when it begins.
 */
export function isAsked(programme: Programme, kind: FormKind, waves: readonly Wave[], now: Instant): boolean {
  if (kind === "needs" || kind === "standing") return true;
  if (kind === "closing" && !waves.some(wave => wave.kind === kind && wave.state !== "coming")) return false;
  const isNear = localDate(now, programme.zone) >= addDays(programme.startsOn, -ROUND_LEAD_DAYS);
  return isNear && (programme.surveys || kind === "feedback");
}

export function formOf(snapshot: Snapshot, programme: { id: string }, kind: FormKind): OpenForm | undefined {
  return snapshot.forms.find(form => form.programmeId === programme.id && form.kind === kind);
}

function createForm(programme: Programme, formKind: FormKind, replaces: string | null): Command {
  const key = `form:${programme.id}:${formKind}${replaces === null ? "" : `:${replaces}`}`;
  return { kind: "create_form", key, programmeId: programme.id, formKind, replaces };
}

/** `openOn` is today while the form should take answers, else null. */
function changed(snapshot: Snapshot, programme: Programme, form: OpenForm, openOn: LocalDate | null): Command[] {
  const { written, look, formId, kind } = form;
  if (look?.state === "refused") return [];
  const skills = skillsOf(snapshot, programme, form);
  const asksForSignIn = signInOf(snapshot, programme, form.access ?? null) !== null;
  const has = new Set(form.skills.map(skillOf));
  const isBehind =
    written !== null &&
    (written.language !== programme.language ||
      (kind === "pulse" && (written.asksForSignIn ?? false) !== asksForSignIn) ||
      Object.keys(FORM_QUESTIONS[kind]).some(key => !written.questions.includes(key)) ||
      skills.some(skill => !has.has(skillOf(skill))));
  const isShut = look?.state === "closed" && openOn !== null;
  if (!isBehind && !isShut) return [];
  const what = markOf([programme.language, FORM_QUESTIONS[kind], skills, ...(kind === "pulse" ? [asksForSignIn] : [])]);
  // Once a day: whoever closes it again is not fought over all day.
  const key = `change:${formId}:${what}${isShut ? `:${openOn}` : ""}`;
  return [{ kind: "change_form", key, programmeId: programme.id, formKind: kind, formId, skills }];
}

/** The forms that take answers and are to be opened for those who should give them: publishing one opens it for nobody. */
export function openForms(snapshot: Snapshot, programme: Programme, waves: readonly Wave[], now: Instant): Command[] {
  if (!isRunning(programme, waves) || !mayStart(snapshot, programme.id)) return [];
  return snapshot.forms
    .filter(form => form.programmeId === programme.id && form.look?.state !== "gone")
    .flatMap(form => opened(snapshot, programme, form, now));
}

function isRunning(programme: Programme, waves: readonly Wave[]): boolean {
  return programme.status === "active" && waves.some(wave => wave.state !== "closed");
}

function opened(snapshot: Snapshot, programme: Programme, form: OpenForm, now: Instant): Command[] {
  const { formId, kind, look, access = null } = form;
  const on = localDate(now, programme.zone);
  const responders = respondersOf(programme, snapshot.people.values());
  if (look?.state === "refused" || !isToBeGiven(access, responders, on)) return [];
  const key = `open:${formId}:${markOf([responders, access?.isHealed ?? false])}:${on}`;
  return [{ kind: "open_form", key, programmeId: programme.id, formKind: kind, formId, responders, on }];
}

/** The domain whose people Google asks to sign in at a programme's form; null where anyone with the link may answer. */
export function signInOf(snapshot: Snapshot, programme: Programme, access: FormAccess | null): string | null {
  const wanted = respondersOf(programme, snapshot.people.values());
  const given = access?.state === "open" ? (access.given ?? wanted) : wanted;
  return given.type === "domain" ? given.domain : null;
}

/** The rows of a grid: those it has in their order, so that their answers stay, then skills people came up with since. */
function skillsOf(snapshot: Snapshot, programme: Programme, form: OpenForm): string[] {
  if (form.kind !== "self_assessment") return [];
  const has = new Set(form.skills.map(skillOf));
  const since = skillsAsked(snapshot, programme).filter(skill => !has.has(skillOf(skill)));
  return [...distinctSpellings(form.skills), ...since].slice(0, Math.max(MOST_SKILLS, form.skills.length));
}

/** The skills a programme's people are asked about: those of their goals, then those they offer or seek; at most twenty. */
export function skillsAsked(snapshot: Snapshot, programme: Programme): string[] {
  const people = participants(snapshot, programme.id);
  const ids = new Set(people.map(person => person.id));
  const goals = snapshot.goals.filter(goal => !goal.confidential && goal.ownerIds.some(id => ids.has(id)));
  return distinctSkills([
    ...goals.flatMap(goal => goal.skills).sort(),
    ...people.flatMap(person => [...person.seeks, ...person.offers]).sort(),
  ]).slice(0, FIRST_SKILLS);
}

/** What people should know of a form: it can't be opened, was made anew, or was edited so that something can't be counted. */
export function formProblems(snapshot: Snapshot, form: OpenForm, programme: Programme): Problem[] {
  const { look, written, replaces } = form;
  const problems: Problem[] = [];
  if (look?.state === "refused") problems.push({ code: "form_gone" });
  if (replaces !== null) problems.push({ code: "form_replaced" });
  const responders = respondersOf(programme, snapshot.people.values());
  if (look?.state !== "refused") problems.push(...accessProblems(form.access ?? null, responders, form.formId));
  if (look === null || written === null) return problems;
  const keys = new Set([...written.questions, ...form.skills.map(skillQuestionKey)]);
  const title = (key: string) => questionTitle(key, programme.language);
  for (const key of look.missing.filter(one => keys.has(one)))
    problems.push({ code: "form_question_missing", question: title(key) });
  for (const key of look.altered.filter(one => keys.has(one)))
    problems.push({ code: "form_question_altered", question: title(key) });
  return problems;
}
