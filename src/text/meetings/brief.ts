import type { Language } from "../../core/domain/values/language.ts";
import type { AgendaBrief, AgendaStep } from "../../core/words/words.ts";
import { say } from "../locales/say.ts";
import { optionName } from "../phrases/names.ts";
import { clip, listOf, numeral } from "../phrases/phrase.ts";
import { shortDate } from "../phrases/when.ts";

/** What people come with to a meeting: the steps they have still to take, and what is new; empty where there is nothing. */
export function briefText({ steps, moreSteps, notesUrl, news, done }: AgendaBrief, language: Language): string {
  const lines = [
    ...news.map(one => newsLine(one, language)),
    ...done.map(step => `- ${say(language, "meetings.agenda.news.done", { what: whoAndWhat(step, language) })}`),
  ];
  const isNew = lines.length === 0 ? "" : [say(language, "meetings.agenda.news"), ...lines].join("\n");
  const notes = notesUrl === undefined ? "" : say(language, "meetings.agenda.notes", { url: notesUrl });
  return [stepLines(steps, moreSteps, language), notes, isNew].filter(part => part !== "").join("\n\n");
}

/** Steps with the day since when where one has waited, and one gentle word where one waits for long. */
function stepLines(steps: readonly AgendaStep[], more: number, language: Language): string {
  if (steps.length === 0) return "";
  const lines = steps.map(step => {
    const { dueOn, openSince } = step;
    const due = dueOn === null ? "" : say(language, "meetings.agenda.goal.due", { day: shortDate(dueOn, language) });
    const since =
      openSince === null ? "" : say(language, "meetings.agenda.step.since", { day: shortDate(openSince, language) });
    const when = [due, since].filter(part => part !== "").join("; ");
    return `- ${whoAndWhat(step, language)}${when === "" ? "" : ` (${when})`}`;
  });
  return [
    say(language, "meetings.agenda.steps"),
    ...lines,
    ...(more > 0 ? [say(language, "meetings.agenda.step.more", { count: more })] : []),
    ...(steps.some(({ isStuck }) => isStuck) ? [say(language, "meetings.agenda.step.stuck")] : []),
  ].join("\n");
}

function whoAndWhat({ owners, title }: Pick<AgendaStep, "owners" | "title">, language: Language): string {
  return `${listOf(owners, language)}: ${clip(title, 300)}`;
}

/** A goal with what of it is other than it was, what it was in brackets; its new next step on a line of its own. */
function newsLine(news: AgendaBrief["news"][number], language: Language): string {
  const { isNew, status, progress, due, nextStep } = news;
  const statusName = (status: string) => optionName("roadmap", "status", status, language).toLocaleLowerCase(language);
  const percent = (value: number) =>
    say(language, "meetings.agenda.news.progress", { percent: numeral(value * 100, language, 0) });
  const day = (on: string) => say(language, "meetings.agenda.goal.due", { day: shortDate(on, language) });
  const parts = [
    isNew ? say(language, "meetings.agenda.news.goal") : "",
    status === null ? "" : changed(statusName(status.is), statusName(status.was), language),
    progress === null
      ? ""
      : changed(percent(progress.is), progress.was === null ? "" : percent(progress.was), language),
    due === null ? "" : changed(day(due.is), due.was === null ? "" : shortDate(due.was, language), language),
  ].filter(part => part !== "");
  const step = nextStep === null ? "" : say(language, "meetings.agenda.goal.step", { step: clip(nextStep, 500) });
  const line = `- ${clip(news.owner, 80)}: ${clip(news.title, 300)}${parts.length === 0 ? "" : ` (${parts.join("; ")})`}`;
  return step === "" ? line : `${line}\n  ${step}`;
}

function changed(is: string, was: string, language: Language): string {
  return was === "" ? is : say(language, "meetings.agenda.news.was", { is, was });
}
