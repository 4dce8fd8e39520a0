import { atLocal, DAY, HOUR, type Instant, localDate } from "../../core/domain/values/time.ts";
import { chatHour, chatNews } from "../../core/plan/figures/chatNews.ts";
import { noticeTable } from "../../store/mirror/notices.ts";
import { type Chat, chatTable } from "../../store/runs/chats.ts";
import { chatText } from "../../text/figures/chatNews.ts";
import type { RunMirror } from "../world/mirror.ts";
import type { World } from "../world/world.ts";
import { postToChat } from "./webhook.ts";

/** What telling needs of a run that has decided. */
interface TellingContext extends Pick<World, "fetch" | "sql"> {
  mirror: RunMirror;
  /** World time. */
  now: Instant;
}

/** What is younger may not be read yet: seldom edited tables are listed once an hour. It is told the next day. */
const READ_BY = 1.5 * HOUR;

/**
 * Tells the chat of each programme what is new there, in one message a day, from nine in the morning; none where nothing is. Returns
 * when the next may be told, null where no programme has a chat.
 *
 * That it was told is written down before the call, and taken back where the chat refused: should the Worker end between, or the
 * chat not answer, that day's message may be missing, and none comes twice.
 */
export async function tellProgrammes(context: TellingContext): Promise<Instant | null> {
  const chats = (await chatTable.list(context.sql)).filter(chat => !chat.isGone && chat.address !== null);
  const next: Instant[] = [];
  for (const chat of chats) {
    const at = await tellProgramme(context, chat);
    if (at !== null) next.push(at);
  }
  return next.length === 0 ? null : Math.min(...next);
}

async function tellProgramme({ sql, mirror, now, fetch }: TellingContext, chat: Chat): Promise<Instant | null> {
  const snapshot = mirror.snapshot();
  const programme = snapshot.programmes.find(({ id }) => id === chat.programmeId);
  if (programme === undefined || chat.address === null || programme.status === "draft") return null;
  const hourOf = (day: string, minutes: number) => atLocal(day, minutes, programme.zone);
  const due = Math.max(chat.nextAt, hourOf(localDate(now, programme.zone), 9 * 60));
  if (now < due) return due;
  const until = now - READ_BY;
  const nextAt = chatHour(programme, now + 1, hourOf);
  const news = chatNews(snapshot, programme, { from: chat.toldUntil, until });
  if (news.length === 0) {
    await chatTable.saving(sql, { ...chat, toldUntil: Math.max(chat.toldUntil, until), nextAt }).run();
    return nextAt;
  }
  await chatTable.saving(sql, { ...chat, toldUntil: until, nextAt }).run();
  const posted = await postToChat(chat.address, chatText(programme, news), fetch);
  if (posted.kind === "told" || (posted.kind === "later" && posted.mayBeTaken === true)) return nextAt;
  const isGone = posted.kind === "refused" && posted.isGone === true;
  const again = posted.kind === "later" ? now + posted.afterMs : now + DAY;
  await chatTable.saving(sql, { ...chat, nextAt: again, isGone }).run();
  if (!isGone) return again;
  const notice = { pageId: programme.id, problem: { code: "chat_gone" as const, host: chat.host } };
  await (await noticeTable.saving(sql, notice)).run();
  mirror.notices = [
    ...mirror.notices.filter(one => one.pageId !== notice.pageId || one.problem.code !== "chat_gone"),
    notice,
  ];
  // The page tells of it in the next run.
  return now;
}
