import { type Parsed, type Problem, problemsAmong } from "./problem.ts";
import { days, list, type Row, text } from "./values/row.ts";
import { type Instant, isLocalDate, type LocalDate } from "./values/time.ts";

/** A programme has so many aims at most: more are no aims. */
export const MOST_AIMS = 5;

/** What an aim is measured by that no figure tells. */
export const BY_HAND = "by_hand";

/** A number as people write it: "4.5", "80 %", "at most 20" as "< 20". */
export interface WrittenNumber {
  value: number;
  isPercent: boolean;
  /** No more than that is aimed for; else no less, unless the figure is better the lower it is. */
  isAtMost: boolean;
}

/** What a programme is to reach: a page of *Aims*. */
export interface Aim {
  id: string;
  url: string;
  title: string;
  programmeId: string | null;
  /** The id of a figure, or `BY_HAND`; null where nobody said. */
  metric: string | null;
  target: WrittenNumber | null;
  /** The day by which. */
  dueOn: LocalDate | null;
  /** Where it is reported by hand, the value and the day it was reported; null as long as one of them is missing. */
  reported: { value: WrittenNumber; on: LocalDate } | null;
  createdAt: Instant;
}

/** The key of the n-th aim that a template brought to a programme. */
export function aimKey(programmeId: string, number: number): string {
  return `aim:${programmeId}:${number}`;
}

const NUMBER = /^(<=?|>=?|\u2264|\u2265)? ?([-\u2212]?\d{1,9}(?:[.,]\d{1,6})?) ?(%?)$/;

/** The number a text is; null for anything else. */
export function writtenNumber(written: string): WrittenNumber | null {
  const [, sign = "", digits = "", percent = ""] = NUMBER.exec(written.trim().replace(/\s+/g, " ")) ?? [];
  if (digits === "") return null;
  const value = Number(digits.replace(",", ".").replace("\u2212", "-"));
  return { value, isPercent: percent !== "", isAtMost: /[<\u2264]/.test(sign) };
}

/** The aim a row describes, with what is missing or wrong; null while nothing is written on it. */
export function parseAim(row: Row): Parsed<Aim> {
  const [title, metric, written] = [text(row, "title"), text(row, "metric"), text(row, "target")];
  const due = days(row, "due");
  const dueOn = due?.last ?? due?.first ?? null;
  const programmeId = list(row, "programme")[0] ?? null;
  if (`${title}${metric}${written}` === "" && dueOn === null) return { value: null, problems: [{ code: "no_title" }] };
  const target = writtenNumber(written);
  const problems: Problem[] = problemsAmong(
    programmeId === null && { code: "aim_without_programme" },
    metric === "" && { code: "aim_without_metric" },
    target === null && { code: "aim_bad_number", column: "target", written },
    dueOn === null && { code: "aim_without_day" },
    dueOn !== null && !isLocalDate(dueOn) && { code: "bad_date", date: dueOn },
  );
  const { reported, problems: odd } = metric === BY_HAND ? reportedOn(row) : { reported: null, problems: [] };
  const value: Aim = {
    id: row.id,
    url: row.url,
    title,
    programmeId,
    metric: metric === "" ? null : metric,
    target,
    dueOn: dueOn !== null && isLocalDate(dueOn) ? dueOn : null,
    reported,
    createdAt: row.createdAt,
  };
  return { value, problems: [...problems, ...odd] };
}

function reportedOn(row: Row): Pick<Aim, "reported"> & { problems: Problem[] } {
  const written = text(row, "reported");
  const day = days(row, "reportedOn");
  const on = day?.last ?? day?.first ?? null;
  if (written === "") return { reported: null, problems: [] };
  const value = writtenNumber(written);
  return {
    reported: value === null || on === null || !isLocalDate(on) ? null : { value, on },
    problems: problemsAmong(
      value === null && { code: "aim_bad_number", column: "reported", written },
      on === null && { code: "aim_without_report_day" },
    ),
  };
}
