/**
 * What waits while a table, or a column of one, can't be read.
 *
 * Absence is not a value: a deleted column says nothing about what it held. Idea: what was last understood holds
 * (understood.ts), and what would be made, written or mailed because of it waits until the column is back. Which tables depend
 * on which is the table `WAITS`. Cost: a look at each command.
 */
import type { Command, Values } from "../domain/command.ts";
import { COMMANDS, pageOf } from "../domain/commands.ts";
import type { Row, SourceKey } from "../domain/values/row.ts";

/** A table that can't be read as it should. */
export interface Gap {
  source: SourceKey;
  /** The whole table is in the trash, or not shared. */
  isGone: boolean;
  /** Columns that are gone, or have a type that can't serve, by key. */
  columns: readonly string[];
  /** Columns made anew of which nothing is known: what their cells say counts once all of them say something. Absent for none. */
  unknown?: readonly string[];
}

/**
 * Columns without which nothing may be decided that depends on their table. Where another is gone, what was last understood of
 * it holds, and only what Krug would write there waits.
 */
const NEEDED: Partial<Record<SourceKey, readonly string[]>> = {
  programmes: [
    "name",
    "status",
    "format",
    "matching",
    "everyWeeks",
    "minutes",
    "roundWeeks",
    "groupSize",
    "checkIn",
    "approveFirst",
    "notionOnly",
    "feedbackOnly",
    "insights",
    "zone",
    "language",
    "start",
    "end",
    "coordinator",
    "secondCoordinator",
  ],
  people: [
    "name",
    "email",
    "otherEmails",
    "programmes",
    "status",
    "away",
    "zone",
    "hours",
    "languages",
    "manager",
    "level",
    "offers",
    "seeks",
    "sessionsAWeek",
    "mentees",
    "consent",
  ],
  roadmap: ["title", "owner", "status", "skill", "starts", "due", "progress", "confidential"],
  groups: ["name", "programme", "round", "members", "facilitator", "status", "key"],
  sessions: ["title", "when", "status", "withLater", "group", "programme", "kind", "came", "facilitator", "key"],
  surveys: ["title", "programme", "kind", "formId", "key"],
  metrics: ["key", "programme"],
  digests: ["key", "programme"],
  resources: ["title", "link", "skill"],
  help: ["question", "skill", "programme", "askedBy", "takenBy", "resolved", "asked", "session", "state", "key"],
  gatherings: ["title", "when", "host", "otherHosts", "skill", "programmes", "places", "interested", "status"],
  thanks: ["title", "from", "to"],
  steps: ["title", "done", "owner", "goal", "session", "key"],
  answers: ["question", "answer", "by", "agreed", "state", "checked", "key"],
  guides: ["title", "text", "formats", "language", "key"],
  experts: ["name", "skill", "programmes"],
  aims: ["title", "programme", "metric", "target", "due", "key"],
};

/** Pages of a table, or letters and forms, that wait. */
type Waiting = SourceKey | "letters" | "forms" | "agendas";

const EVERYTHING: readonly Waiting[] = [
  "programmes",
  "people",
  "roadmap",
  "groups",
  "sessions",
  "surveys",
  "metrics",
  "digests",
  "resources",
  "help",
  "gatherings",
  "thanks",
  "steps",
  "answers",
  "guides",
  "experts",
  "aims",
  "letters",
  "forms",
  "agendas",
];

/** What waits while a table can't be read as it should. */
const WAITS: Record<SourceKey, readonly Waiting[]> = {
  programmes: EVERYTHING,
  people: EVERYTHING,
  groups: ["groups", "sessions", "surveys", "metrics", "digests", "help", "steps", "letters", "forms"],
  sessions: ["groups", "sessions", "surveys", "metrics", "digests", "help", "steps", "letters", "forms"],
  roadmap: ["roadmap", "metrics", "digests", "steps", "letters", "agendas"],
  surveys: ["surveys", "metrics", "letters", "forms"],
  metrics: ["metrics"],
  aims: ["aims", "digests"],
  digests: ["digests"],
  resources: ["resources", "agendas"],
  help: ["help", "metrics", "digests", "answers", "letters"],
  gatherings: ["gatherings", "metrics"],
  thanks: ["thanks", "metrics", "digests"],
  steps: ["steps"],
  answers: ["answers"],
  guides: ["guides"],
  experts: ["experts"],
};

/**
 * The gaps that matter: tables that are gone, and columns of others that are needed and are gone, or were made anew and still
 * have empty cells among these rows.
 */
export function gapsThatMatter(gaps: readonly Gap[], rows: Iterable<Row>): Gap[] {
  if (gaps.length === 0) return [];
  const all = [...rows];
  return gaps.flatMap(({ source, isGone, ...gap }) => {
    const isNeeded = (column: string) => NEEDED[source]?.includes(column) === true;
    const columns = gap.columns.filter(isNeeded);
    const unknown = (gap.unknown ?? []).filter(
      column => isNeeded(column) && all.some(row => row.source === source && isToBeFilled(row, column)),
    );
    if (!isGone && columns.length + unknown.length === 0) return [];
    return [{ source, isGone, columns, ...(unknown.length === 0 ? {} : { unknown }) }];
  });
}

/** True for an empty cell of a page that is in its table. Only Krug's own pages, and questions it has dealt with, have keys. */
function isToBeFilled({ source, values, absence, createdBy }: Row, column: string): boolean {
  if (absence !== undefined || (values.status === "left" && source === "people") || values.status === "ended")
    return false;
  const value = values[column];
  const isEmpty = value == null || value === "" || value === false || (Array.isArray(value) && value.length === 0);
  const isKeyed = source === "help" ? values.state != null : createdBy === "krug";
  return isEmpty && (column !== "key" || isKeyed);
}

/**
 * The commands that may be carried out though there are gaps that matter. Of what would be written on a page that
 * waits, only what Krug has to say on it is left, and what it fills in again, as long as its table can be written.
 */
export function withoutWaiting(
  commands: readonly Command[],
  gaps: readonly Gap[],
  rows: ReadonlyMap<string, Row>,
): Command[] {
  if (gaps.length === 0) return [...commands];
  const waiting = new Set(gaps.flatMap(({ source }) => WAITS[source]));
  const gone = new Set(gaps.filter(({ isGone }) => isGone).map(({ source }) => source));
  return commands.flatMap((command): Command[] => {
    const place = placeOf(command, rows);
    if (place !== null && gone.has(place as SourceKey)) return [];
    if (isAgendaOnly(command) && waiting.has("agendas")) return [];
    if (place === null || !waiting.has(place)) return [command];
    if (command.kind !== "update_page") return [];
    if (command.key.startsWith("refill:")) return [command];
    const { link: _, acts: __, ...update } = command;
    return "krugSays" in command.values ? [{ ...update, values: only(command.values, "krugSays") }] : [];
  });
}

function only(values: Values, key: string): Values {
  return { [key]: values[key] ?? null };
}

/** What a command makes or changes; null for what it keeps in the database alone. */
function placeOf(command: Command, rows: ReadonlyMap<string, Row>): Waiting | null {
  if ("source" in command) return command.source;
  const { about } = COMMANDS[command.kind];
  return about === "page" || about === "event"
    ? (rows.get(pageOf(command) ?? "")?.source ?? "sessions")
    : PLACES[about];
}

const PLACES = { series: "sessions", letter: "letters", form: "forms", act: null } as const;

function isAgendaOnly(command: Command): boolean {
  if (command.kind !== "change_event") return false;
  const changed = Object.keys(command.change);
  return changed.length === 1 && changed[0] === "description";
}
