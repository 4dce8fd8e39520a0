// What it says: how long the rows of each table are kept and why, and how those that are kept no longer go.
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
  /** As long as there is what they are about, or for good: time alone takes none of them. */
  | { kept: "lastingly" }
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
  /** Which rows, where others of the table are kept otherwise: in words, and as a condition. */
  of?: { said: string; where: string };
  /** What they are needed for, and why no longer. */
  why: string;
};

/** The figures of a period may change for so many periods after it; then they stand, whatever becomes of what they were drawn from. */
const PERIODS_OPEN = 20;

/** Whether somebody stayed is seen so many periods after they came: looks are needed for longer than their own period is open. */
const PERIODS_LOOKED_BACK = Math.ceil(RETENTION_DAYS / PERIOD_DAYS);

/** What was acted on about a meeting, a group, a goal or a moved page: nothing of it is under way after two years. */
const ACTS_OF_A_TIME = [
  "skip:",
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
  why: `figures of ${PERIODS_OPEN} periods may still change, and whether somebody stayed is seen ${PERIODS_LOOKED_BACK} later`,
};

const lastingly = (why: string): Rule[] => [{ kept: "lastingly", why }];

/** How long each table's rows are kept. */
export const RETENTION = {
  sources: lastingly("a row for each table of the workspace"),
  pages: lastingly("a row for each page there is"),
  events: lastingly("a row for each event there is, and for each letter that was sent"),
  links: lastingly("a row for each meeting"),
  page_keys: lastingly("a row for each page that Krug made"),
  series: lastingly("a row for each repeated event; Calendar still tells of its meetings"),
  past_groups: lastingly("a row for each settled group: who was together when rounds are formed"),
  past_programmes: lastingly("a row for each programme"),
  past_codes: lastingly("a row for each settled session: late answers name it"),
  past_addresses: lastingly("a row for each address of a person"),
  woken: lastingly("a row goes as it comes: it wakes a group"),
  outbox: [
    {
      kept: "for",
      ms: 31 * DAY,
      since: "wall_at",
      clock: "wall",
      of: { said: "commands that were carried out", where: "state = 'done'" },
      why: "what people were told is counted by day for thirty days; others wait for their run",
    },
  ],
  forms: lastingly("a row for each form"),
  answers: [
    {
      kept: "as wished",
      why: "figures are drawn from them; what was last said of needs and of taking part, and the first and last self-assessment stay",
    },
  ],
  waves: lastingly("the result of a pulse is worked out once; its answers are not kept"),
  notices: [{ kept: "with its page", page: "page_id", why: "a problem goes when it is mended, or with its page" }],
  points: lastingly("figures of past periods stay"),
  state: lastingly("things there is one of"),
  leases: lastingly("a row for each connection"),
  runs: [
    { kept: "latest", rows: 500, by: "id", why: "the dashboard and the doctor tell of the last; the log has the rest" },
  ],
  dead_letters: [
    {
      kept: "latest",
      rows: 1000,
      by: "received_at",
      why: "the doctor prints no more; as long as any is there, `/health` tells of it",
    },
  ],
  goal_looks: [LOOKS],
  person_looks: [LOOKS],
  discarded: lastingly("a row for each page of Krug's that people threw away: it is not made again"),
  sign_ins: [{ kept: "for", ms: 0, since: "ends_at", clock: "wall", why: "a session that has ended opens nothing" }],
  wrong_tries: [
    { kept: "for", ms: MINUTE, since: "minute", unit: MINUTE, clock: "wall", why: "tries are counted within a minute" },
  ],
  notion_hook: lastingly("one row"),
  channels: lastingly("a row for each channel that is open"),
  watches: lastingly("a row for each form"),
  named: lastingly("a row for each page that waits to be read"),
  hook_health: lastingly("a row for each hook"),
  stops: lastingly("a row for each service that stands still"),
  reached: [
    {
      kept: "for",
      ms: HISTORY_DAYS * DAY,
      since: "day",
      unit: DAY,
      clock: "world",
      why: "the mass-change guard looks back on half a year",
    },
  ],
  held_run: lastingly("one row"),
  rosters: lastingly("a row for each person a programme was let begin with"),
  acted_on: [
    {
      kept: "for",
      ms: 90 * DAY,
      since: "at",
      clock: "world",
      of: { said: "what a meeting’s page said before Krug wrote on it", where: "cause GLOB 'words:*'" },
      why: "a copy made before that was found by then",
    },
    {
      kept: "for",
      ms: 2 * 366 * DAY,
      since: "at",
      clock: "world",
      of: {
        said: "what was done about meetings, groups, goals and questions",
        where: `(${ACTS_OF_A_TIME.map(cause => `+cause GLOB '${cause}*'`).join(" OR ")})`,
      },
      why: "a round lasts two years at most",
    },
    {
      kept: "lastingly",
      of: { said: "the rest: replies to letters, answers, copies", where: "" },
      why: "a reply or an answer that is still there is not acted on again",
    },
  ],
  addresses: lastingly("a row for each address of a person"),
  coordinators: lastingly("a row for each coordinator"),
  page_changes: [
    {
      kept: "for",
      ms: 90 * DAY,
      since: "at",
      clock: "world",
      why: "by then its person was told, or it is no news any more",
    },
  ],
  facts: lastingly("what figures are folded from"),
  accumulators: [
    {
      kept: "periods",
      periods: PERIODS_OPEN,
      key: "programme_id, period, owner",
      why: "figures that stand are not folded again",
    },
  ],
  firsts: lastingly("a row for each person of a programme: growth is measured from the first answer"),
  measured: lastingly("a row for each programme"),
  insights: [
    {
      kept: "for",
      ms: 90 * DAY,
      since: "gone_at",
      clock: "world",
      key: "key",
      of: { said: "those whose cause has ended", where: "state = 'gone'" },
      why: "the dashboard shows what ended lately",
    },
  ],
  erasing: lastingly("a row for each erasure that has begun"),
  erased_answers: lastingly("Google gives the answer out again: it is not read again"),
  erased_pages: lastingly("a backup taken back is cleaned of the page again"),
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
  const { key = "rowid", of } = rule;
  const going = (rows: string) =>
    sql.prepare(`DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${rows} LIMIT ${MOST_A_DAY})`);
  switch (rule.kept) {
    case "lastingly":
    case "as wished":
      return [];
    case "for": {
      const until = Math.floor((now[rule.clock] - rule.ms) / (rule.unit ?? 1));
      return [going(`${table} WHERE ${rule.since} < ?${of === undefined ? "" : ` AND ${of.where}`}`).bind(until)];
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
