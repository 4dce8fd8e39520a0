import type { Programme } from "../core/domain/programme.ts";
import type { Language } from "../core/domain/values/language.ts";
import { type Row, text, titleOf } from "../core/domain/values/row.ts";
import type { Instant } from "../core/domain/values/time.ts";
import { isForCoordinator, type Wait } from "../core/domain/wait.ts";
import { roundOf } from "../core/plan/acts/proposal.ts";
import { aimsTold } from "../core/plan/figures/aims.ts";
import { absenceOf, programmesOf } from "../core/plan/held.ts";
import { draftsOf } from "../core/plan/rounds/roundHistory.ts";
import { isLeftPlanned } from "../core/plan/slots/endedGroups.ts";
import { shownPoints } from "../core/rules/insights/applies.ts";
import type { Point } from "../core/rules/metrics/points.ts";
import { membersOf, participants, programmeOf, type Snapshot } from "../core/state/snapshot.ts";
import type { Telling } from "../run/alarm/notices.ts";
import { RunMirror } from "../run/world/mirror.ts";
import { keepingTrouble } from "../run/world/sealing.ts";
import { shownMirror } from "../run/world/shownMirror.ts";
import { stateTable } from "../store/database/state.ts";
import { insightTable } from "../store/figures/insights.ts";
import { pointTable } from "../store/figures/points.ts";
import { deadLetterTable } from "../store/incoming/deadLetters.ts";
import { waveTable } from "../store/mirror/waves.ts";
import { type Chat, chatTable } from "../store/runs/chats.ts";
import { heldRunTable } from "../store/runs/heldRun.ts";
import { outageTable } from "../store/runs/outages.ts";
import { outboxTable } from "../store/runs/outbox.ts";
import { runTable } from "../store/runs/runs.ts";
import { waitSentence } from "../text/operating/waits.ts";
import { krugSays } from "../text/problems/problems.ts";
import { looksAfter } from "./acts.ts";
import { toSettle } from "./coordinators.ts";
import type { Reader } from "./door.ts";
import { TELLING } from "./figures.ts";
import { shownInsights } from "./insights.ts";
import { NOBODY, organisationOf } from "./organisation.ts";
import { pulseTextsOf } from "./pulseTexts.ts";
import type { Config } from "./settings.ts";
import { type DashboardView, programmePath } from "./view.ts";

const SESSIONS_SHOWN = 20;

/** What of the dashboard is looked at, and how. */
interface Asked extends Pick<DashboardView, "outcome" | "silentSince"> {
  /** In which language; null for the first programme's. */
  language: Language | null;
  /** The page of one programme, by its path; null for the first page. */
  only: string | null;
  /** Who reads: a coordinator of some programmes alone sees no others. */
  reader: Pick<Reader, "role" | "email" | "isEverywhere">;
  /** Of a programme's page: whom the reader looks for. */
  find?: string;
  /** Of the first page: nothing is cut. */
  isAll?: boolean;
}

/**
 * Reads what the dashboard shows. The state is that of the last run, whose world time counts as now. Who has met whom, and all that is
 * settled for it, is read for a programme's own page alone.
 */
export async function dashboardView(config: Config, how: Asked): Promise<DashboardView> {
  const { outcome, silentSince, language: asked, only, find = "", isAll = false } = how;
  const seesAll = how.reader.role === "reader" || how.reader.isEverywhere;
  const run = await runTable.last(config.sql);
  const held = await heldRunTable.read(config.sql);
  const now = run?.worldNow ?? 0;
  const { coordinators } = config.connection;
  const mirror =
    only === null
      ? await shownMirror(config.sql, coordinators, now)
      : await RunMirror.load(config.sql, coordinators, "all");
  const snapshot = mirror.snapshot();
  const points =
    only === null
      ? await pointTable.listOverall(config.sql, TELLING)
      : [...(await pointTable.list(config.sql)).values()];
  const texts = pulseTextsOf(await waveTable.list(config.sql));
  const chats = await chatTable.list(config.sql);
  const isOwn = seesAll ? () => true : looksAfter(snapshot, how.reader);
  const all = snapshot.programmes.filter(({ id, status }) => status !== "draft" && isOwn(id));
  const isSeen = (row: Row | undefined) =>
    seesAll || (row !== undefined && [row.id, ...programmesOf(snapshot, row)].some(isOwn));
  const shown = all.filter(({ id }) => only === null || programmePath(id) === only);
  const language = asked ?? shown[0]?.language ?? all[0]?.language ?? config.connection.language;
  const sessions = [...snapshot.sessions.values()].flatMap(session => {
    const group = session.groupId === null ? undefined : snapshot.groups.get(session.groupId);
    const programme = group === undefined ? null : programmeOf(snapshot, group);
    const { startsAt, endsAt } = session;
    if (
      group === undefined ||
      programme === null ||
      !shown.includes(programme) ||
      startsAt === null ||
      session.status !== "planned" ||
      startsAt < now
    )
      return [];
    const row = snapshot.rows.get(session.id);
    return {
      title:
        session.title ||
        membersOf(snapshot, group)
          .map(person => person.name)
          .join(", "),
      url: session.url,
      startsAt,
      endsAt: endsAt ?? startsAt,
      zone: programme.zone,
      programme: programme.name,
      replies: row === undefined ? "" : text(row, "replies"),
      meet: row === undefined ? null : text(row, "meet") || null,
    };
  });
  return {
    language,
    asOf: run?.worldNow ?? null,
    zone: shown[0]?.zone ?? "UTC",
    run,
    silentSince,
    outages: await outageTable.list(config.sql),
    givenUp: (await outboxTable.list(config.sql, ["given_up"])).flatMap(entry => {
      const row = snapshot.rows.get(entry.entity);
      const page = row === undefined ? "" : titleOf(row) || "…";
      return isSeen(row) ? { what: entry.kind, why: entry.why ?? "", page, url: row?.url ?? null } : [];
    }),
    keeping: await keepingTrouble(config.sql),
    deadLetters: await deadLetterTable.count(config.sql),
    waits: waitsOf(
      snapshot,
      snapshot.programmes.filter(({ id }) => isOwn(id)),
      (await stateTable.read<readonly Wait[]>(config.sql, "waits")) ?? [],
      { language, now },
    ),
    programmes: shown.map(programme => ({
      name: programme.name,
      url: programme.url,
      path: programmePath(programme.id),
      zone: programme.zone,
      people: participants(snapshot, programme.id).length,
      company: only === null ? NOBODY : organisationOf(snapshot, programme, now),
      chat: chatOf(chats, programme.id),
      aims: only === null ? [] : aimsTold(snapshot, programme, points.filter(isOf(programme)), now),
      figures: figuresOf(
        shownPoints(
          points.filter(isOf(programme)).filter(point => point.isPublic),
          programme,
          now,
        ),
      ),
      pulseTexts: texts.filter(wave => wave.programmeId === programme.id),
    })),
    sessions: sessions.sort((a, b) => a.startsAt - b.startsAt).slice(0, SESSIONS_SHOWN),
    held: seesAll ? held : null,
    find,
    all: only === null && !isAll ? "/?all=yes" : null,
    outcome,
    toSettle: seesAll ? toSettle(mirror, snapshot) : [],
    untold: (await stateTable.read<Telling>(config.sql, "telling"))?.why ?? null,
    insights: shownInsights(
      (await insightTable.list(config.sql)).filter(({ programmeId }) => shown.some(({ id }) => id === programmeId)),
      snapshot,
      now,
    ),
    problems: [...snapshot.rows.values()].flatMap(row => {
      const absence = absenceOf(snapshot, row, now);
      const written = row.absence === undefined ? text(row, "krugSays") : "";
      const says = absence === null ? written : krugSays([absence], language, { zone: "UTC" });
      return says === "" || !isSeen(row) || isOver(snapshot, row, now)
        ? []
        : [{ source: row.source, page: titleOf(row) || "…", url: row.url, says }];
    }),
  };
}

/** What the last run found programmes to wait for, what a coordinator has to see to first. */
function waitsOf(
  snapshot: Snapshot,
  programmes: readonly Programme[],
  waits: readonly Wait[],
  { language, now }: { language: Language; now: Instant },
): DashboardView["waits"] {
  const approvals = (programme: Programme) =>
    new Set(draftsOf(snapshot, programme, now).map(({ round }) => roundOf(programme.id, round)));
  const said = programmes.flatMap(programme =>
    waits
      .filter(wait => wait.programmeId === programme.id && wait.why !== "held")
      .map(wait => ({
        says: waitSentence(wait, programme.name, language),
        url: programme.url,
        isForCoordinator: isForCoordinator(wait),
        ...(wait.why === "groups_wait_for_approval" ? { approve: [...approvals(programme)] } : {}),
      })),
  );
  return said.sort((a, b) => Number(b.isForCoordinator) - Number(a.isForCoordinator));
}

function chatOf(chats: readonly Chat[], programmeId: string): DashboardView["programmes"][number]["chat"] {
  const chat = chats.find(one => one.programmeId === programmeId);
  return { programmeId, host: chat?.host ?? null, isGone: chat?.isGone ?? false };
}

function isOf({ id }: Programme): (point: Point) => boolean {
  return point => point.programmeId === id;
}

/** How it is with the groups of each programme that are to meet more than once a round, as of the last run. */
export async function groupStates(config: Config) {
  const mirror = await RunMirror.load(config.sql, config.connection.coordinators, "all");
  const snapshot = mirror.snapshot();
  const now = (await runTable.last(config.sql))?.worldNow ?? 0;
  return snapshot.programmes.flatMap(programme =>
    organisationOf(snapshot, programme, now).groups.map(group => ({ programme: programme.name, ...group })),
  );
}

/** True for a session of a group that has ended, unless people plan it all the same: nothing is left to settle. */
function isOver(snapshot: Snapshot, row: Row, now: Instant): boolean {
  const session = snapshot.sessions.get(row.id);
  const group = snapshot.groups.get(session?.groupId ?? "");
  return session !== undefined && group?.status === "ended" && !isLeftPlanned(snapshot, session, now);
}

function figuresOf(points: readonly Point[]): { id: string; skill: string | null; points: Point[] }[] {
  const figures = new Map<string, Point[]>();
  for (const point of points) {
    const about = `${point.metricId}/${point.skill ?? ""}`;
    figures.set(about, [...(figures.get(about) ?? []), point]);
  }
  return [...figures.values()].flatMap(series => {
    const sorted = [...series].sort((a, b) => a.period.number - b.period.number);
    const first = sorted[0];
    return first === undefined ? [] : [{ id: first.metricId, skill: first.skill, points: sorted }];
  });
}
