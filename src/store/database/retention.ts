// What it says: how long rows are kept that go by time, and how those that are kept no longer go.
// Idea: one table of rules, carried out once a day with what a run keeps at its end. What nothing here says may go stays.
// Source: docs/operating.md#what-is-kept-and-how-long, held to this file by a test.

import type { Programme } from "../../core/domain/programme.ts";
import { DAY, type Instant, MINUTE } from "../../core/domain/values/time.ts";
import type { OldAnswers } from "../../core/plan/forms/oldAnswers.ts";
import { HISTORY_DAYS } from "../../core/plan/massChangeGuard.ts";
import { PERIOD_DAYS, periodsOf } from "../../core/rules/metrics/periods.ts";
import { RETENTION_DAYS } from "../../core/rules/metrics/programme.ts";
import { inChunks } from "./portions.ts";
import type { Sql, Statement } from "./sql.ts";

/** How long rows are kept. */
type Kept =
  /** So long (ms) since a moment, which `since` holds in units of `unit` ms; by the world's time or the machine's. */
  | { kept: "for"; ms: number; since: string; unit?: number; clock: "world" | "wall" }
  /** So many, those with the highest `by`. */
  | { kept: "latest"; rows: number; by: string }
  /** As long as the page they are about is known. */
  | { kept: "with its page"; page: string }
  /** So long as a programme's page says. */
  | { kept: "as wished" }
  /** Those of the running period of their programme and so many before. */
  | { kept: "periods"; periods: number };

/** A rule for the rows of a table, or for some of them. */
export type Rule = Kept & {
  /** The columns that name a row, where it has no `rowid`. */
  key?: string;
  /** Which rows, where others of the table are kept otherwise. */
  where?: string;
};

/** The figures of a period may change for so many periods after it; then they stand, whatever becomes of what they were drawn from. */
const PERIODS_OPEN = 20;

/** Whether somebody stayed is seen so many periods after they came: looks are needed for longer than their own period is open. */
const PERIODS_LOOKED_BACK = Math.ceil(RETENTION_DAYS / PERIOD_DAYS);

/** What was acted on about a meeting, a group, a goal or a moved page: nothing of it is under way after two years. */
const ACTS_OF_A_TIME = [
  "skip:",
  "other_time:",
  "moved_for:",
  "seat:",
  "group ended:",
  "group dissolved:",
  "group ended with programme:",
  "apart:",
  "asked to help/",
  "moved:",
  "ask_question:",
  "offer_helper:",
  "congratulate:",
];

const LOOKS: Rule = {
  kept: "periods",
  periods: PERIODS_OPEN + PERIODS_LOOKED_BACK,
};

/** How long rows are kept that go by time: those of tables that are not here stay. Why so long is told in docs/operating.md. */
export const RETENTION = {
  outbox: [
    {
      kept: "for",
      ms: 31 * DAY,
      since: "wall_at",
      clock: "wall",
      where: "state = 'done'",
    },
  ],
  answers: [
    {
      kept: "as wished",
    },
  ],
  notices: [{ kept: "with its page", page: "page_id" }],
  runs: [{ kept: "latest", rows: 500, by: "id" }],
  dead_letters: [
    {
      kept: "latest",
      rows: 1000,
      by: "received_at",
    },
  ],
  goal_looks: [LOOKS],
  person_looks: [LOOKS],
  acts: [{ kept: "for", ms: 366 * DAY, since: "asked_at", clock: "wall" }],
  sign_ins: [{ kept: "for", ms: 0, since: "ends_at", clock: "wall" }],
  wrong_tries: [{ kept: "for", ms: MINUTE, since: "minute", unit: MINUTE, clock: "wall" }],
  reached: [
    {
      kept: "for",
      ms: HISTORY_DAYS * DAY,
      since: "day",
      unit: DAY,
      clock: "world",
    },
  ],
  acted_on: [
    {
      kept: "for",
      ms: 90 * DAY,
      since: "at",
      clock: "world",
      where: "cause GLOB 'words:*'",
    },
    {
      kept: "for",
      ms: 2 * 366 * DAY,
      since: "at",
      clock: "world",
      where: `(${ACTS_OF_A_TIME.map(cause => `+cause GLOB '${cause}*'`).join(" OR ")})`,
    },
  ],
  page_changes: [
    {
      kept: "for",
      ms: 35 * DAY,
      since: "at",
      clock: "world",
      where: "what GLOB 'goal_*'",
    },
    {
      kept: "for",
      ms: 90 * DAY,
      since: "at",
      clock: "world",
    },
  ],
  accumulators: [
    {
      kept: "periods",
      periods: PERIODS_OPEN,
      key: "programme_id, period, owner",
    },
  ],
  insights: [
    {
      kept: "for",
      ms: 90 * DAY,
      since: "gone_at",
      clock: "world",
      key: "key",
      where: "state = 'gone'",
    },
  ],
} as const satisfies Readonly<Record<string, readonly Rule[]>>;

/** The most rows that a rule lets go in one day: a database of years before there were rules is cleared in some days. */
const MOST_A_DAY = 50_000;

/** When it is, by the world's time and by the machine's. */
interface Moments {
  world: Instant;
  wall: number;
}

/** Of which programmes, and which of their answers go. */
interface Going {
  programmes: readonly Programme[];
  answers: readonly OldAnswers[];
}

/**
 * Statements that let go what is kept no longer, and say of figures old enough that they stand. To be run once a day, after figures
 * were measured: what they were drawn from goes with them.
 */
export function lettingGo(sql: Sql, { programmes, answers }: Going, now: Moments): Statement[] {
  const periods = programmes.flatMap(programme => {
    const last = periodsOf(programme, now.world).at(-1);
    return last === undefined ? [] : [{ programmeId: programme.id, last: last.number }];
  });
  const running = JSON.stringify(periods);
  return [
    standing(
      sql,
      periods.map(({ programmeId, last }) => ({ programmeId, open: last - PERIODS_OPEN })),
    ),
    ...answers.flatMap(old => answersGoing(sql, old)),
    ...Object.entries(RETENTION).flatMap(([table, rules]) =>
      rules.flatMap((rule: Rule) => goingBy(sql, table, rule, { ...now, running })),
    ),
  ];
}

/** The figures of the periods before the first that is open stand, where they were measured. */
function standing(sql: Sql, all: readonly { programmeId: string; open: number }[]): Statement {
  return sql
    .prepare(
      `UPDATE measured SET content = json_set(content, '$.frozenBefore', one.value ->> 'open') FROM json_each(?) AS one
       WHERE programme_id = one.value ->> 'programmeId' AND content ->> 'marks' IS NOT NULL
         AND one.value ->> 'open' > coalesce(content ->> 'frozenBefore', 0)`,
    )
    .bind(JSON.stringify(all));
}

/** Old answers go, with what was noted of having acted on them, once the figures drawn from them stand. */
function answersGoing(sql: Sql, { programmeId, open, before, forms }: OldAnswers): Statement[] {
  const doStand = `EXISTS (SELECT 1 FROM measured WHERE programme_id = ?1 AND content ->> 'marks' IS NOT NULL
    AND coalesce(content ->> 'frozenBefore', 0) >= ?2)`;
  const ofIds = (ids: readonly string[], rows: string) =>
    inChunks(ids.map(id => JSON.stringify(id))).map(chunk =>
      sql.prepare(`DELETE FROM ${rows} FROM json_each(?3)) AND ${doStand}`).bind(programmeId, open, chunk),
    );
  return [
    standing(sql, [{ programmeId, open }]),
    ...forms.flatMap(({ kind, ids, counted }) => [
      ...ofIds(ids, "answers WHERE response_id IN (SELECT value"),
      ...ofIds(ids, "acted_on WHERE cause IN (SELECT 'standing:' || value"),
      sql
        .prepare(
          `UPDATE forms SET let_go_before = max(coalesce(let_go_before, ?3), ?3), let_go = let_go + ?4
           WHERE programme_id = ?1 AND kind = ?5 AND ${doStand}`,
        )
        .bind(programmeId, open, before, counted, kind),
    ]),
  ];
}

function goingBy(sql: Sql, table: string, rule: Rule, now: Moments & { running: string }): Statement[] {
  const { key = "rowid", where } = rule;
  const going = (rows: string) =>
    sql.prepare(`DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${rows} LIMIT ${MOST_A_DAY})`);
  switch (rule.kept) {
    case "as wished":
      return [];
    case "for": {
      const until = Math.floor((now[rule.clock] - rule.ms) / (rule.unit ?? 1));
      return [going(`${table} WHERE ${rule.since} < ?${where === undefined ? "" : ` AND ${where}`}`).bind(until)];
    }
    case "latest":
      return [going(`(SELECT rowid FROM ${table} ORDER BY ${rule.by} DESC LIMIT -1 OFFSET ${rule.rows})`)];
    case "with its page":
      return [going(`${table} WHERE NOT EXISTS (SELECT 1 FROM pages WHERE pages.id = ${table}.${rule.page})`)];
    case "periods":
      // Where figures don't stand yet, what they are drawn from stays.
      return [
        going(
          `(SELECT old.${key.replaceAll(", ", ", old.")} FROM json_each(?) AS one
            CROSS JOIN measured ON measured.programme_id = one.value ->> 'programmeId'
              AND measured.content ->> 'frozenBefore' >= one.value ->> 'last' - ${PERIODS_OPEN}
            CROSS JOIN ${table} AS old ON old.programme_id = measured.programme_id
              AND old.period < one.value ->> 'last' - ${rule.periods})`,
        ).bind(now.running),
      ];
  }
}
