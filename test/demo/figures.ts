import type { calendar_v3 } from "googleapis/build/src/apis/calendar/index.js";
import { isLetter } from "../../src/core/domain/letter.ts";
import type { Row, SourceKey } from "../../src/core/domain/values/row.ts";
import { addDays, type Interval, isZone, localDate, overlaps } from "../../src/core/domain/values/time.ts";
import { workingTime } from "../../src/core/domain/values/workingHours.ts";
import type { Point } from "../../src/core/rules/metrics/points.ts";
import { questionId, skillQuestionKey } from "../../src/core/rules/surveys/form.ts";
import { busyIntervals, hoursOf } from "../world/cast.ts";
import { allEvents, sessionIdOf } from "../world/people.ts";
import type { Playground } from "../world/playground.ts";
import { readTable } from "../world/tables.ts";
import { daysThere, onLeave, type Played, type RunOutcome } from "./play.ts";
import type { Scenario } from "./scenario.ts";

interface Check {
  name: string;
  value: number | string | boolean | null;
  target: string;
  ok: boolean;
}

/** One week of the programmes: who was away, who was grouped with whom, and how even the pairs' meetings are by then. */
interface WeekFigures {
  week: number;
  monday: string;
  onLeave: string[];
  pairs: string[][];
  /** Everybody who could be was in a pair or triad. */
  unpaired: string[];
  /** Most-met less least-met of all pairs of the programme's people, up to this week. */
  spread: number | null;
}

export interface Figures {
  scenario: string;
  people: number;
  weeks: number;
  runs: { all: number; withNothingToDo: number };
  groups: Record<string, number>;
  sessions: Record<string, number>;
  /** Letters to one person are counted beside meetings. */
  events: { live: number; cancelled: number; letters: number };
  invitations: number;
  mails: Record<string, number>;
  requests: { notion: number; google: number };
  answers: Record<string, number>;
  metrics: {
    programme: string;
    metric: string;
    skill: string | null;
    unit: string;
    period: number;
    from: string;
    value: number | null;
    n: number;
    baseline: number | null;
    change: number | null;
  }[];
  suggestions: { resource: string; why: string }[];
  byWeek: WeekFigures[];
  meetings: {
    session: string;
    programme: string;
    kind: string;
    status: string;
    startsAt: string;
    endsAt: string;
    guests: { email: string; reply: string }[];
    movedByHand: boolean;
  }[];
  duplicates: number;
  problems: { page: string; says: string }[];
  failures: string[];
  idleActs: string[];
  checks: Check[];
}

/** Reads the figures of a played scenario from the outside: pages, calendars, mails and forms as the services hold them. */
export async function figuresOf(
  playground: Playground,
  scenario: Scenario,
  played: Played,
  points: readonly Point[],
  quiet: readonly RunOutcome[],
): Promise<Figures> {
  const rows = await readTables(playground);
  const all = await allEvents(playground);
  const events = all.filter(event => !isLetter(event.id ?? ""));
  const live = events.filter(event => event.status !== "cancelled");
  const byWeek = weeksOf(scenario, played, rows.groups, unmetGroups(rows), unmatchable(rows.people));
  const meetings = meetingsOf(rows, live, played, scenario);
  const figures: Omit<Figures, "checks"> = {
    scenario: scenario.name,
    people: scenario.people.length,
    weeks: scenario.weeks,
    runs: { all: played.runs, withNothingToDo: played.idleRuns },
    groups: countBy(rows.groups, row => programmeName(scenario, played, row)),
    sessions: countBy(rows.sessions, row => String(row.values.status ?? "planned")),
    events: { live: live.length, cancelled: events.length - live.length, letters: all.length - events.length },
    invitations: playground.google.outbox.filter(mail => mail.kind === "invitation").length,
    mails: countBy(playground.google.outbox, mail => mail.kind),
    requests: played.requests,
    answers: played.habits.answers,
    metrics: metricsOf(scenario, played, points),
    suggestions: rows.resources
      .filter(row => row.values.suggested)
      .map(row => ({ resource: String(row.values.title), why: String(row.values.suggested) })),
    byWeek,
    meetings,
    duplicates: duplicatesOf(rows, live),
    problems: Object.values(rows)
      .flat()
      .filter(row => row.values.krugSays)
      .map(row => ({ page: String(row.values.title ?? row.values.name ?? ""), says: String(row.values.krugSays) })),
    failures: played.failures,
    idleActs: played.idleActs,
  };
  return { ...figures, checks: checksOf(playground, scenario, played, figures, points, quiet) };
}

type Tables = Record<
  "groups" | "sessions" | "people" | "roadmap" | "programmes" | "resources" | "surveys" | "metrics",
  Row[]
>;

async function readTables(playground: Playground): Promise<Tables> {
  const read = (source: SourceKey) => readTable(playground, source);
  return {
    groups: await read("groups"),
    sessions: await read("sessions"),
    people: await read("people"),
    roadmap: await read("roadmap"),
    programmes: await read("programmes"),
    resources: await read("resources"),
    surveys: await read("surveys"),
    metrics: await read("metrics"),
  };
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}

function programmeOf(scenario: Scenario, played: Played, row: Row) {
  const id = (row.values.programme as string[] | null)?.[0];
  return scenario.programmes.find(programme => played.entered.programmes.get(programme.key) === id);
}

function programmeName(scenario: Scenario, played: Played, row: Row): string {
  return programmeOf(scenario, played, row)?.name ?? "none";
}

function metricsOf(scenario: Scenario, played: Played, points: readonly Point[]): Figures["metrics"] {
  const nameOf = new Map(scenario.programmes.map(one => [played.entered.programmes.get(one.key), one.name]));
  return points.map(point => ({
    programme: nameOf.get(point.programmeId) ?? "",
    metric: point.metricId,
    skill: point.skill,
    unit: point.unit,
    period: point.period.number,
    from: localDate(point.period.from, scenario.zone),
    value: point.value,
    n: point.n,
    baseline: point.baseline,
    change: point.change,
  }));
}

/** Two events for one session, an event for no session, or two pages made for one purpose. */
function duplicatesOf(rows: Tables, live: readonly calendar_v3.Schema$Event[]): number {
  const known = new Set(rows.sessions.map(row => row.id));
  const bySession = countBy(live, event => sessionIdOf(event) || "none");
  const events = Object.values(bySession).reduce((sum, count) => sum + count - 1, 0);
  const duplicates = live.filter(event => !known.has(sessionIdOf(event))).length;
  const active = [
    ...rows.groups.filter(row => row.values.status !== "ended"),
    ...rows.sessions,
    ...rows.surveys,
    ...rows.metrics,
  ];
  const keys = countBy(
    active.filter(row => row.values.key),
    row => `${row.source}/${row.values.key}`,
  );
  const pages = Object.values(keys).reduce((sum, count) => sum + count - 1, 0);
  return events + duplicates + pages;
}

function meetingsOf(
  rows: Tables,
  live: readonly calendar_v3.Schema$Event[],
  played: Played,
  scenario: Scenario,
): Figures["meetings"] {
  const sessions = new Map(rows.sessions.map(row => [row.id, row]));
  return live
    .map(event => {
      const row = sessions.get(sessionIdOf(event));
      return {
        session: event.summary ?? "",
        programme: row === undefined ? "none" : programmeName(scenario, played, row),
        kind: String(row?.values.kind ?? "none"),
        status: String(row?.values.status ?? "none"),
        startsAt: new Date(event.start?.dateTime ?? 0).toISOString(),
        endsAt: new Date(event.end?.dateTime ?? 0).toISOString(),
        guests: (event.attendees ?? []).map(guest => ({ email: guest.email ?? "", reply: guest.responseStatus ?? "" })),
        movedByHand: played.movedByHand.has(event.id ?? ""),
      };
    })
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
}

/** Groups that ended with every session of theirs cancelled: by somebody, or because the group fell apart. */
function unmetGroups(rows: Tables): ReadonlySet<string> {
  const isUnmet = (group: Row) =>
    rows.sessions.every(
      session => (session.values.group as string[] | null)?.[0] !== group.id || session.values.status === "cancelled",
    );
  return new Set(rows.groups.filter(group => group.values.status === "ended" && isUnmet(group)).map(group => group.id));
}

/** People whose page says what keeps Krug from inviting them. */
function unmatchable(people: readonly Row[]): ReadonlySet<string> {
  return new Set(people.filter(row => row.values.krugSays).map(row => row.id));
}

function weeksOf(
  scenario: Scenario,
  played: Played,
  groups: readonly Row[],
  unmet: ReadonlySet<string>,
  toldWhy: ReadonlySet<string>,
): WeekFigures[] {
  const pairProgramme = scenario.programmes.find(programme => programme.format === "pair");
  if (pairProgramme === undefined) return [];
  const keyOf = new Map([...played.entered.people].map(([key, id]) => [id, key]));
  const members = scenario.people.filter(
    person =>
      !toldWhy.has(played.entered.people.get(person.key) ?? "") &&
      (person.programmes ?? [pairProgramme.key]).includes(pairProgramme.key),
  );
  const roundWeeks = pairProgramme.roundWeeks ?? 1;
  const met = new Map<string, number>();
  const weeks: WeekFigures[] = [];
  for (let week = 0; week < scenario.weeks; week += 1) {
    const monday = addDays(scenario.starts, 7 * week);
    const inRound = groups
      .filter(row => programmeOf(scenario, played, row) === pairProgramme)
      .filter(row => Number(row.values.round) - 1 === Math.floor(week / roundWeeks))
      .map(row => ({ row, members: membersOf(row, keyOf) }))
      .filter(group => group.members.length > 1);
    // A group fell apart when somebody of it is gone, or in another group of the same round.
    const isElsewhere = (id: string, key: string) =>
      !isIn(scenario, key, pairProgramme.key, monday) ||
      daysThere(scenario, key, monday) < 5 ||
      inRound.some(other => other.row.id !== id && other.members.includes(key));
    const formed = inRound
      .filter(({ row, members }) => !unmet.has(row.id) || !members.some(key => isElsewhere(row.id, key)))
      .map(({ members }) => members);
    if (week % roundWeeks === 0)
      for (const group of formed)
        for (const [index, a] of group.entries())
          for (const b of group.slice(index + 1)) met.set(`${a}/${b}`, (met.get(`${a}/${b}`) ?? 0) + 1);
    const counts = members.flatMap((a, index) =>
      members.slice(index + 1).map(b => met.get([a.key, b.key].sort().join("/")) ?? 0),
    );
    // Who was left alone in mid-week, when all other groups had met already, was in a group that week all the same.
    const placed = new Set(inRound.flatMap(group => group.members));
    const there = members.filter(
      person => isIn(scenario, person.key, pairProgramme.key, monday) && daysThere(scenario, person.key, monday) >= 5,
    );
    weeks.push({
      week: week + 1,
      monday,
      onLeave: scenario.people
        .filter(person => [0, 1, 2, 3, 4].some(offset => onLeave(scenario, person.key, addDays(monday, offset))))
        .map(person => person.name),
      pairs: formed.map(group => group.map(key => scenario.people.find(person => person.key === key)?.name ?? key)),
      unpaired: there.length < 2 ? [] : there.filter(person => !placed.has(person.key)).map(person => person.name),
      spread: counts.length === 0 ? null : Math.max(...counts) - Math.min(...counts),
    });
  }
  return weeks;
}

function membersOf(group: Row, keyOf: ReadonlyMap<string, string>): string[] {
  return ((group.values.members as string[] | null) ?? []).map(id => keyOf.get(id) ?? "?").sort();
}

/** In the programme by that week: from the start or since they joined, and not gone. */
function isIn(scenario: Scenario, personKey: string, programmeKey: string, monday: string): boolean {
  const person = scenario.people.find(one => one.key === personKey);
  const sunday = addDays(monday, 6);
  const quit = scenario.acts.some(act => act.act === "quit" && act.who === personKey && act.on <= sunday);
  const fromStart = (person?.programmes ?? scenario.programmes.map(one => one.key)).includes(programmeKey);
  const joined = scenario.acts.some(
    act => act.act === "join" && act.who === personKey && act.programme === programmeKey && act.on < monday,
  );
  return !quit && (fromStart || joined);
}

/** Sessions that lie outside a guest's working hours or over something they are busy with, unless a person put them there. */
function misplaced(scenario: Scenario, meetings: Figures["meetings"]): string[] {
  const found: string[] = [];
  for (const meeting of meetings) {
    if (meeting.movedByHand) continue;
    const slot: Interval = { startsAt: Date.parse(meeting.startsAt), endsAt: Date.parse(meeting.endsAt) };
    for (const guest of meeting.guests) {
      const person = scenario.people.find(one => one.email === guest.email);
      const hours = person === undefined ? null : hoursOf(person);
      if (person === undefined || hours === null || !isZone(person.zone)) continue;
      const works = workingTime(hours, person.zone, slot).some(
        time => time.startsAt <= slot.startsAt && time.endsAt >= slot.endsAt,
      );
      const isBusy = busyIntervals(person, scenario).some(busy => overlaps(busy, slot));
      const isOther = meetings.some(
        other =>
          other !== meeting &&
          !other.movedByHand &&
          other.guests.some(one => one.email === guest.email && one.reply !== "declined") &&
          guest.reply !== "declined" &&
          overlaps(slot, { startsAt: Date.parse(other.startsAt), endsAt: Date.parse(other.endsAt) }),
      );
      if (!works || isBusy || isOther)
        found.push(
          `${meeting.session} at ${meeting.startsAt} for ${person.name}: ${!works ? "outside working hours" : isBusy ? "over a busy time" : "over another session"}`,
        );
    }
  }
  return found;
}

function checksOf(
  playground: Playground,
  scenario: Scenario,
  played: Played,
  figures: Omit<Figures, "checks">,
  points: readonly Point[],
  quiet: readonly RunOutcome[],
): Check[] {
  const checks: Check[] = [];
  const zero = (name: string, value: number) => checks.push({ name, value, target: "0", ok: value === 0 });
  checks.push({
    name: "weeks played",
    value: figures.byWeek.length || scenario.weeks,
    target: String(scenario.weeks),
    ok: (figures.byWeek.length || scenario.weeks) === scenario.weeks,
  });
  zero("duplicates: two events for one session, two pages for one purpose", figures.duplicates);
  zero(
    "sessions outside working hours, over a busy time or over another session",
    misplaced(scenario, figures.meetings).length,
  );
  zero("mails by runs that found no change", played.mailsWithoutChange);
  zero(
    "writes by three further runs",
    quiet.reduce((sum, run) => sum + Object.values(run.done).reduce((a, b) => a + b, 0), 0),
  );
  zero(
    "mails by three further runs",
    quiet.reduce((sum, run) => sum + run.mails, 0),
  );
  zero("failures of runs", played.failures.length);
  if (figures.byWeek.length > 0) {
    zero(
      "people there and not in a pair or triad, over all weeks",
      figures.byWeek.reduce((sum, week) => sum + week.unpaired.length, 0),
    );
    checks.push(...rotationChecks(scenario, figures.byWeek));
  }
  checks.push(...growthChecks(playground, scenario, played, points));
  return checks;
}

/** In so many weeks everybody can have met everybody, with one triad where the number is odd; other numbers are not checked. */
const WEEKS_FOR_ALL: Record<number, number> = { 3: 1, 4: 3, 5: 3, 6: 5, 8: 7, 10: 9 };

/** While nobody is on leave all pairs meet as soon as they can, and stay even to within two. */
function rotationChecks(scenario: Scenario, byWeek: readonly WeekFigures[]): Check[] {
  const firstLeave = byWeek.findIndex(week => week.onLeave.length > 0);
  const steady = firstLeave < 0 ? byWeek : byWeek.slice(0, firstLeave);
  const people = new Set(steady.flatMap(week => week.pairs.flat()));
  const weeks = WEEKS_FOR_ALL[people.size];
  const joinsOrQuits = scenario.acts.some(act => act.act === "join" || act.act === "quit");
  if (weeks === undefined || joinsOrQuits || steady.length < weeks) return [];
  const twos = (group: string[]) =>
    group.flatMap((a, index) => group.slice(index + 1).map(b => [a, b].sort().join("/")));
  const met = new Set(steady.slice(0, weeks).flatMap(week => week.pairs.flatMap(twos)));
  const all = (people.size * (people.size - 1)) / 2;
  const spread = Math.max(...steady.map(week => week.spread ?? 0));
  return [
    {
      name: `different pairs met in the first ${weeks} weeks`,
      value: met.size,
      target: String(all),
      ok: met.size === all,
    },
    {
      name: "most-met less least-met pair, while nobody is on leave",
      value: spread,
      target: "at most 2",
      ok: spread <= 2,
    },
  ];
}

/** The figure for growth against the answers as the form holds them, worked out anew. */
function growthChecks(playground: Playground, scenario: Scenario, played: Played, points: readonly Point[]): Check[] {
  const skills = [...new Set(scenario.people.flatMap(person => Object.keys(person.answers.levels)))];
  const programme = scenario.programmes.find(one => one.surveys);
  if (programme === undefined) return [];
  return skills.map(skill => {
    const id = questionId(skillQuestionKey(skill));
    const answers = [...playground.google.state.forms.values()]
      .filter(form => form.settings.emailCollectionType === "VERIFIED")
      .flatMap(form => [...form.responses.values()].filter(response => response.answers[id] !== undefined));
    const byPerson = new Map<string, { at: number; level: number }[]>();
    for (const answer of answers)
      byPerson.set(answer.respondentEmail ?? "", [
        ...(byPerson.get(answer.respondentEmail ?? "") ?? []),
        { at: answer.lastSubmittedTime, level: Number(answer.answers[id]?.[0]) },
      ]);
    const paired = [...byPerson.values()].map(list => list.sort((a, b) => a.at - b.at)).filter(list => list.length > 1);
    const before = paired.reduce((sum, list) => sum + (list[0]?.level ?? 0), 0);
    const after = paired.reduce((sum, list) => sum + (list.at(-1)?.level ?? 0), 0);
    const expected = paired.length === 0 ? null : 100 * (after / before - 1);
    const own = points.filter(
      point =>
        point.metricId === "growth_percent" &&
        point.skill?.toLowerCase() === skill.toLowerCase() &&
        point.programmeId === played.entered.programmes.get(programme.key),
    );
    const latest =
      own.sort((a, b) => a.period.number - b.period.number).findLast(point => point.value !== null) ?? null;
    const value = latest?.value ?? null;
    const ok = expected === null ? value === null : value !== null && Math.abs(value - expected) < 0.01;
    return {
      name: `growth in ${skill}, in percent, against the answers`,
      value,
      target: expected === null ? "null" : expected.toFixed(2),
      ok,
    };
  });
}
