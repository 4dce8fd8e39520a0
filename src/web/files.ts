import { stringify } from "csv-stringify/browser/esm/sync";
import type { Language } from "../core/domain/values/language.ts";
import { list, type Row, type SourceKey } from "../core/domain/values/row.ts";
import { localDate } from "../core/domain/values/time.ts";
import { RunMirror } from "../run/world/mirror.ts";
import { pointTable } from "../store/figures/points.ts";
import { metricName } from "../text/figures/metrics.ts";
import { columnName } from "../text/phrases/names.ts";
import { looksAfter } from "./acts.ts";
import type { Reader } from "./door.ts";
import type { Config } from "./settings.ts";
import { programmePath } from "./view.ts";

/** Tables of a programme that can be had as a file. What is of single people is for coordinators alone. */
export const FILES = { figures: "reader", people: "coordinator", sessions: "coordinator" } as const;
export type FileName = keyof typeof FILES;

/** What the files of pages have in their columns. Nothing said in confidence is among it. */
const COLUMNS = {
  people: ["name", "email", "zone", "hours", "status", "level", "offers", "seeks", "languages", "consent", "krugSays"],
  sessions: ["title", "when", "status", "kind", "replies", "krugSays"],
} as const satisfies Partial<Record<SourceKey, readonly string[]>>;

interface AskedFile {
  name: FileName;
  /** The path of the programme's page. */
  of: string;
  language: Language | null;
  reader: Reader;
}

/**
 * A table of the programme with a path as CSV, which a spreadsheet opens in any language; a cell that would be a formula there is text. Null where there
 * is no such programme.
 */
export async function fileOf(config: Config, { name, of, language, reader }: AskedFile): Promise<string | null> {
  const snapshot = (await RunMirror.load(config.sql, config.connection.coordinators, "all")).snapshot();
  const programme = snapshot.programmes.find(({ id, status }) => programmePath(id) === of && status !== "draft");
  if (programme === undefined || !(reader.role === "reader" || looksAfter(snapshot, reader)(programme.id))) return null;
  const { id, zone } = programme;
  const spoken = language ?? programme.language;
  if (name === "figures") return csv(await figureLines(config, { id, zone }, spoken));
  const groups = new Set([...snapshot.groups.values()].flatMap(group => (group.programmeId === id ? group.id : [])));
  const isOwn = (row: Row) =>
    name === "people" ? list(row, "programmes").includes(id) : list(row, "group").some(group => groups.has(group));
  const rows = [...snapshot.rows.values()].filter(row => row.source === name && isOwn(row));
  const columns = COLUMNS[name];
  return csv([
    columns.map(column => columnName(name, column, spoken)),
    ...rows.map(row => columns.map(column => cellOf(row.values[column]))),
  ]);
}

async function figureLines({ sql }: Config, { id, zone }: { id: string; zone: string }, language: Language) {
  const points = (await pointTable.listOf(sql, id)).filter(({ isPublic }) => isPublic);
  const head = ["id", "figure", "skill", "from", "to", "value", "n", "low", "high"];
  return [
    head,
    ...points.map(point => [
      point.metricId,
      metricName(point.metricId, language),
      point.skill ?? "",
      localDate(point.period.from, zone),
      localDate(point.period.to - 1, zone),
      point.value ?? "",
      point.n,
      ...(point.interval ?? ["", ""]),
    ]),
  ];
}

/** What stands in a column, as text: of several what is between them is a semicolon. */
function cellOf(value: Row["values"][string] | undefined): string | number {
  if (value === undefined || value === null) return "";
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? "yes" : "";
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.join("; ");
  if ("start" in value) return value.end === null ? value.start : `${value.start}/${value.end}`;
  return "";
}

function csv(lines: readonly (readonly (string | number)[])[]): string {
  return stringify([...lines.map(line => [...line])], {
    bom: true,
    escape_formulas: true,
    record_delimiter: "windows",
  });
}
