import { letterMark, operatorLetterId } from "../../core/domain/letter.ts";
import { type Instant, MINUTE } from "../../core/domain/values/time.ts";
import { type Silence, type SilenceTold, silenceOf, TOLD_AFTER, telling } from "../../core/rules/guards/silence.ts";
import { GoogleCalendar } from "../../google/calendar.ts";
import { type KeptToken, signIn } from "../../google/signIn.ts";
import { stateTable } from "../../store/database/state.ts";
import { silenceState } from "../../store/runs/runs.ts";
import { silenceNotice } from "../../text/operating/silence.ts";
import type { Connection, World } from "../world/world.ts";
import { postToChat } from "./webhook.ts";

/** How runs are waited for, and who is told when none comes. */
export interface Watch {
  /** How often the cron comes, in milliseconds; 0 where none does. */
  tickMs: number;
  /** The operators' addresses; without any, the mail goes to the account signed in to Google. */
  operators: readonly string[];
}

/**
 * Whether runs are as frequent as they should be. When none has ended for six hours, the chat and the operators are told, once a
 * silence. For whatever still works to call: a tick of the cron, a hook, an opened dashboard. Nothing is thrown: what
 * calls it has work of its own. It begins to wait for a first run here.
 *
 * Where the database takes no write any more, nobody can note that it was told: then only the tick of the sixth hour tells, and
 * the mail, whose event has its id from the silence, comes once in any case.
 */
export async function tellSilence(
  connection: Connection,
  watch: Watch,
  world: World,
  by: "tick" | "hook" | "page",
): Promise<Silence> {
  let silence: Silence = { state: "heard" };
  try {
    const wallNow = world.wallNow();
    const { kept, told, ...signs } = await silenceState.read(world.sql, connection.id);
    silence = silenceOf({ ...signs, tickMs: watch.tickMs }, wallNow);
    if (signs.lastEndedAt === null && signs.awaitedSince === null) await silenceState.noteAwaited(world.sql, wallNow);
    const next = telling(silence, told, wallNow);
    if (next === null) return silence;
    const isMine = await silenceState
      .claimTelling(world.sql, kept, next)
      .catch(() => by === "tick" && wallNow - next.since < TOLD_AFTER + watch.tickMs);
    if (isMine) await silenceState.settleTelling(world.sql, await tellThem(connection, watch, world, next));
  } catch (error) {
    console.error("Krug could not tell that it is silent:", error);
  }
  return silence;
}

/** Tells those not yet told, and returns what became of it. */
async function tellThem(connection: Connection, watch: Watch, world: World, next: SilenceTold): Promise<SilenceTold> {
  const chat = next.chat ?? (await tellInChat(connection, next.since, world));
  const mail = next.mail ?? (await tellByMail(connection, watch.operators, next.since, world));
  console.error(
    `Krug: no run has ended since ${new Date(next.since).toISOString()}; chat: ${chat ?? "again later"}, mail: ${mail ?? "again later"}`,
  );
  return { ...next, chat, mail };
}

async function tellInChat(
  { notices, hooks, language }: Connection,
  since: Instant,
  world: World,
): Promise<SilenceTold["chat"]> {
  if (!notices) return "none";
  const message = silenceNotice(since, hooks?.publicUrl ?? null, language);
  const posted = await postToChat(notices.webhook, message, (input, init) => world.fetch(input, init));
  if (posted.kind === "refused") console.error(`Krug: the chat was not told: ${posted.why}`);
  return posted.kind === "later" ? null : posted.kind;
}

/** The mail is a letter: an event with one guest, which Google mails. */
async function tellByMail(
  { google, hooks, language }: Connection,
  operators: readonly string[],
  since: Instant,
  world: World,
): Promise<SilenceTold["mail"]> {
  const fetcher: typeof fetch = (input, init) => world.fetch(input, init);
  try {
    const kept = await stateTable.read<KeptToken>(world.sql, "google_token");
    const access = { fetch: fetcher, wallNow: world.wallNow, tokenUrl: google.tokenUrl };
    const { auth } = await signIn(google.identity, access, kept);
    const { calendarId, calendarUrl: rootUrl } = google;
    const api = new GoogleCalendar({ auth, calendarId, rootUrl, fetch: fetcher, paced: call => call() });
    const to = operators.length > 0 ? operators : [await api.signedInAs()];
    const notice = silenceNotice(since, hooks?.publicUrl ?? null, language);
    for (const [index, email] of to.entries())
      await api.events.sendLetter(operatorLetterId(`${since}.${index}`), letterOf(email, notice, world.wallNow()));
    return "told";
  } catch (error) {
    console.error("Krug could not mail the operator:", error);
    return null;
  }
}

function letterOf(email: string, { heading, lines, link }: ReturnType<typeof silenceNotice>, wallNow: Instant) {
  const startsAt = Math.ceil(wallNow / (15 * MINUTE)) * 15 * MINUTE;
  return {
    title: heading,
    description: [...lines, ...(link === null ? [] : [link])].join("\n\n"),
    startsAt,
    endsAt: startsAt + 15 * MINUTE,
    zone: "UTC",
    email,
    mark: letterMark({ sentAt: wallNow, also: [] }),
  };
}
