import type { Language } from "../../core/domain/values/language.ts";
import { DAY, type Instant } from "../../core/domain/values/time.ts";
import type { KeptInsight } from "../../core/rules/insights/settling.ts";
import type { Snapshot } from "../../core/state/snapshot.ts";
import { stateTable } from "../../store/database/state.ts";
import { insightTable } from "../../store/figures/insights.ts";
import { noticeOf } from "../../text/figures/notice.ts";
import { languageOf } from "../decide/foresee.ts";
import type { RunMirror } from "../world/mirror.ts";
import type { Connection, World } from "../world/world.ts";
import { postToChat } from "./webhook.ts";

/** How the telling stands between runs. */
export interface Telling {
  tries: number;
  /** Not before; world time. */
  nextAt: Instant;
  why: string;
}

/** What telling the chat needs of a run that has measured. */
interface TellingContext extends Pick<World, "fetch" | "sql"> {
  connection: Pick<Connection, "notices" | "hooks" | "language">;
  mirror: RunMirror;
  /** World time. */
  now: Instant;
}

/** The tries after which a day passes between them. */
const QUICK_TRIES = 4;

/**
 * Tells the coordinator's chat of causes that are new to it, all in one message; a message that did not get through is tried
 * again by later runs. Returns when to try next, null when there is nothing to tell.
 *
 * Never in the way of a run: whatever the chat answers, the run goes on. Should the Worker end between the chat's answer and
 * the note of it, the message comes twice.
 */
export async function tellChat(context: TellingContext): Promise<Instant | null> {
  const { sql, mirror, now } = context;
  const { notices, hooks, language } = context.connection;
  if (!notices) return null;
  const untold = [...mirror.insights.values()].filter(isForTheChat);
  if (untold.length === 0) return null;
  const telling = await stateTable.read<Telling>(sql, "telling");
  if (telling !== null && now < telling.nextAt) return telling.nextAt;
  const message = messageOf(mirror.snapshot(), untold, hooks?.publicUrl ?? null, language);
  const posted = await postToChat(notices.webhook, message, context.fetch);
  if (posted.kind === "told") {
    const keys = untold.map(insight => insight.key);
    await sql.batch([insightTable.savingTold(sql, keys, now), stateTable.saving(sql, "telling", null)]);
    for (const insight of untold) mirror.insights.set(insight.key, { ...insight, toldAt: now });
    return null;
  }
  const tries = (telling?.tries ?? 0) + 1;
  const wait = posted.kind === "refused" || tries > QUICK_TRIES ? DAY : posted.afterMs * 2 ** (tries - 1);
  const next: Telling = { tries, nextAt: now + wait, why: posted.why };
  await stateTable.saving(sql, "telling", next).run();
  return next.nextAt;
}

/** New, and not of a single group: that is for the coordinators alone. */
function isForTheChat({ id, state, toldAt }: KeptInsight): boolean {
  return state === "open" && toldAt === null && id !== "group_stuck";
}

function messageOf(snapshot: Snapshot, untold: readonly KeptInsight[], link: string | null, fallback: Language) {
  const programmes = new Map(snapshot.programmes.map(programme => [programme.id, programme.name]));
  return noticeOf(
    untold.map(({ id, programmeId }) => ({ id, programme: programmes.get(programmeId) ?? "" })),
    link,
    languageOf(snapshot, fallback),
  );
}
