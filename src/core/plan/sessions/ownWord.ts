import type { Command } from "../../domain/command.ts";
import type { EventDraft } from "../../domain/event.ts";
import type { Met } from "../../rules/sync/eventTime.ts";
import type { PlannedPage } from "../../rules/sync/pair.ts";
import { syncSession } from "../../rules/sync/session.ts";
import { isToldOn, readerOf } from "../../state/writing.ts";
import type { Planning } from "../pass/planning.ts";

/**
 * What a meeting's own page and event say to each other while nobody knows whose it is: its group or programme is in the trash,
 * can't be understood, has ended or is a draft again. It is moved, renamed and called off as ever; guests and text stay as agreed,
 * and nobody is invited anew. Nothing for a page without an event.
 */
export function ownWord(planning: Planning, page: PlannedPage, source: Met): Command[] {
  const { snapshot, now, words, language: fallback } = planning;
  const link = snapshot.links.get(page.id);
  const row = snapshot.rows.get(page.id);
  if (link === undefined || row === undefined) return [];
  const { language, zone } = readerOf(snapshot, row, fallback);
  const { base, eventId, seriesId } = link;
  const startsAt = page.startsAt ?? base.startsAt;
  const draft: EventDraft = {
    ...base,
    title: page.title || base.title,
    startsAt,
    endsAt: page.endsAt ?? startsAt + base.endsAt - base.startsAt,
    zone: snapshot.series.get(seriesId ?? "")?.zone ?? zone,
    guestsMayMove: true,
  };
  const event = snapshot.events.get(eventId) ?? null;
  const isTold = isToldOn(snapshot, page.id, language, words);
  const commands = syncSession({ session: page, source, link, event, draft, now, language, words, isTold });
  return commands.filter(({ kind }) => kind !== "create_event");
}
