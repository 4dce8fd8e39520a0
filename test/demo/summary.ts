import type { Figures } from "./figures.ts";
import type { Scenario } from "./scenario.ts";

/** What a person reads when the story has been played: a page of plain sentences and a few figures. */
export function summaryOf(scenario: Scenario, figures: Figures, seconds: number): string {
  const { sessions, mails, metrics } = figures;
  const held = (sessions.met ?? 0) + (sessions.not_met ?? 0) + (sessions.unreported ?? 0);
  const checkIns = sessions.over ?? 0;
  const lines = [
    "",
    `${scenario.name}`,
    "=".repeat(scenario.name.length),
    `${figures.people} people, ${figures.weeks} weeks, played in ${seconds.toFixed(0)} seconds: ${scenario.people.map(person => person.name.split(" ")[0]).join(", ")}.`,
    "",
    "They met",
    `  ${held} ${held === 1 ? "session" : "sessions"} came and went: ${sessions.met ?? 0} held by what people reported, ${sessions.not_met ?? 0} not, ${sessions.unreported ?? 0} nobody reported on;`,
    `  ${sessions.cancelled ?? 0} cancelled, ${sessions.no_slot ?? 0} without a time that suited everybody; ${checkIns} ${checkIns === 1 ? "check-in" : "check-ins"} opened the week.`,
    ...Object.entries(figures.groups).map(
      ([programme, count]) => `  ${programme}: ${count} ${count === 1 ? "group" : "groups"}.`,
    ),
    ...rotationLines(figures),
    "",
    "What reached people",
    `  ${figures.invitations} invitations, ${mails.update ?? 0} mails about changes, ${mails.cancellation ?? 0} about cancellations; none by a run that found nothing changed.`,
    `  ${figures.events.live} events in the calendar and ${figures.duplicates} duplicates.`,
    `  Answers: ${figures.answers.feedback ?? 0} to session feedback, ${figures.answers.pulse ?? 0} to pulses, ${figures.answers.self_assessment ?? 0} self-assessments.`,
    "",
    "Whether it helped",
    ...figureLines(metrics),
    ...figures.suggestions.map(one => `  Suggested: ${one.resource}. ${one.why}`),
    "",
    "What it took",
    `  ${figures.runs.all} runs, ${figures.runs.withNothingToDo} of them with nothing to do; ${figures.requests.notion} requests to Notion and ${figures.requests.google} to Google.`,
    ...(figures.problems.length === 0
      ? []
      : ["", "Krug says", ...figures.problems.map(one => `  ${one.page}: ${one.says.replaceAll("\n", " ")}`)]),
    ...(figures.idleActs.length === 0
      ? []
      : ["", "Acts that found nothing to act on", ...figures.idleActs.map(one => `  ${one}`)]),
    "",
    "Checks",
    ...figures.checks.map(
      check => `  ${check.ok ? "ok  " : "FAIL"}  ${check.name}: ${shown(check.value)} (target ${check.target})`,
    ),
    ...figures.failures.slice(0, 5).map(one => `  a run reported: ${one}`),
    "",
  ];
  return lines.join("\n");
}

function shown(value: number | string | boolean | null): string {
  return typeof value === "number" ? String(Math.round(value * 100) / 100) : String(value);
}

function rotationLines(figures: Figures): string[] {
  const last = figures.byWeek.at(-1);
  if (last?.spread == null) return [];
  const first = figures.byWeek[0];
  return [
    `  Pairs of the first week: ${first?.pairs.map(group => group.map(name => name.split(" ")[0]).join(" & ")).join("; ")}.`,
    `  After ${figures.weeks} weeks the two who met most often have met ${last.spread} ${last.spread === 1 ? "time" : "times"} more than the two who met least.`,
  ];
}

const TOLD: readonly [string, string, (value: number) => string][] = [
  ["satisfaction", "satisfaction", value => `${value.toFixed(1)} of 5`],
  ["supported", "feeling supported", value => `${value.toFixed(1)} of 5`],
  ["held_rate", "sessions held, of those reported", percent],
  ["attendance_rate", "attendance", percent],
  ["growth_percent", "growth in skills", value => `${value > 0 ? "+" : ""}${value.toFixed(0)} %`],
  ["goals_done", "goals done", percent],
  ["new_people_met", "new people met, a person", value => value.toFixed(1)],
];

function percent(value: number): string {
  return `${(100 * value).toFixed(0)} %`;
}

/** Each figure from its first period with a value to its last. */
function figureLines(metrics: Figures["metrics"]): string[] {
  const lines: string[] = [];
  for (const programme of new Set(metrics.map(point => point.programme)))
    for (const [id, name, show] of TOLD) {
      const skills = new Set(
        metrics.filter(point => point.metric === id && point.programme === programme).map(point => point.skill),
      );
      for (const skill of skills) {
        const series = metrics
          .filter(
            point =>
              point.metric === id && point.programme === programme && point.skill === skill && point.value !== null,
          )
          .sort((a, b) => a.period - b.period);
        const [first, last] = [series[0], series.at(-1)];
        if (first?.value == null || last?.value == null) continue;
        const path =
          first === last ? show(last.value) : `${show(first.value)} (from ${first.from}) to ${show(last.value)}`;
        lines.push(`  ${programme}: ${name}${skill === null ? "" : ` (${skill})`} ${path}, n = ${last.n}.`);
      }
    }
  return lines.length === 0 ? ["  Nobody has answered yet: no data is not zero."] : lines;
}
