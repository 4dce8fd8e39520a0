/**
 * What is written back into columns that were made anew.
 *
 * Idea: of cells that were understood before, what they held; of a key that nobody remembers, what page and event still tell: a
 * session is its group's in the round at the time agreed on, a group that of its people, a survey or a digest that of its days.
 * A page that does not tell keeps no key. Cost: a look at each page; a search of a round's sessions for each lost key.
 */
import type { Command } from "../domain/command.ts";
import { roundNumber } from "../domain/programme.ts";
import { questionKey } from "../domain/question.ts";
import { markOf } from "../domain/values/hash.ts";
import { date, list, type Row, type SourceKey, text } from "../domain/values/row.ts";
import { localDate, parseInstant } from "../domain/values/time.ts";
import { sessionKey, spansOf } from "../rules/scheduling/spans.ts";
import { wavesOf } from "../rules/surveys/waves.ts";
import { agreedTime } from "../rules/sync/baseMark.ts";
import { isPeoples, meetingKey } from "../rules/sync/meeting.ts";
import { cellsToRefill } from "../state/understood.ts";
import { helpGroupKey, isHelpGroup } from "./board/board.ts";
import type { Planning } from "./pass/planning.ts";
import { groupKey } from "./rounds/forming.ts";

/** Writes what stood in a column that was made anew back into its empty cells, page by page. */
export function decideRefills(planning: Planning): Command[] {
  const keys = keysKnownAgain(planning);
  return [...planning.snapshot.rows.values()].flatMap((row): Command[] => {
    const values = { ...cellsToRefill(row), ...keys.get(row.id) };
    const key = `refill:${row.id}:${markOf(values)}`;
    return Object.keys(values).length === 0
      ? []
      : [{ kind: "update_page", key, source: row.source, pageId: row.id, values }];
  });
}

/** The keys of pages whose column was made anew and of which nothing was kept, by page; none that another page has. */
function keysKnownAgain(planning: Planning): Map<string, { key: string }> {
  const { gaps, rows, ownedKeys } = planning.snapshot;
  const lacking = gaps.filter(gap => gap.unknown?.includes("key") === true).map(gap => gap.source);
  const owners = new Map<string, string>();
  for (const row of rows.values()) {
    const isLacking = lacking.includes(row.source) && text(row, "key") === "";
    const keys = isLacking ? (KEYS[row.source]?.(planning, row) ?? []) : [];
    const key = keys.find(one => !ownedKeys.has(one) && !owners.has(one));
    if (key !== undefined) owners.set(key, row.id);
  }
  return new Map([...owners].map(([key, id]) => [id, { key }]));
}

/** The keys that a page of each table may have had, the likeliest first. People's own pages have none. */
const KEYS: { readonly [Source in SourceKey]?: (planning: Planning, row: Row) => string[] } = {
  sessions: (planning, row) => (row.createdBy === "krug" ? keysOfSession(planning, row) : []),
  groups: (planning, row) => (row.createdBy === "krug" ? keysOfGroup(planning, row) : []),
  help: (_, row) => (text(row, "state") === "" ? [] : [questionKey(row.id)]),
  // Of one month there may be a page for all, and one for sponsors.
  digests: (_, row) =>
    ["digest", "sponsors"].map(page => `${page}:${list(row, "programme")[0]}:${date(row, "month")?.start.slice(0, 7)}`),
  surveys: ({ snapshot, now }, row) =>
    snapshot.programmes
      .filter(({ id }) => list(row, "programme").includes(id))
      .flatMap(programme =>
        wavesOf(programme, now)
          .filter(({ kind }) => kind === row.values.kind)
          .filter(({ opensAt }) => localDate(opensAt, programme.zone) === date(row, "opens")?.start),
      )
      .map(({ key }) => key),
};

/** That of the question whose page names a session of the group, or of its people in its round. */
function keysOfGroup({ snapshot }: Planning, { id }: Row): string[] {
  const group = snapshot.groups.get(id);
  const programme = snapshot.programmes.find(programme => programme.id === group?.programmeId);
  const overQuestions = snapshot.questions.flatMap(question => {
    const groups = question.sessionIds.map(session => snapshot.sessions.get(session)?.groupId ?? null);
    const generation = [...new Set(groups)].indexOf(id);
    return generation < 0 ? [] : [helpGroupKey(question.id, generation)];
  });
  const isOfRound = group?.round != null && programme !== undefined;
  return isOfRound
    ? [groupKey(programme, roundNumber(programme, group.round ?? 0), group.memberIds), ...overQuestions]
    : overQuestions;
}

/**
 * That of its group at the time both sides agreed on, or at its event's or the page's own; of one that found no time, when it was
 * made. Of a meeting people put on the calendar that of its event.
 */
function keysOfSession({ snapshot }: Planning, row: Row): string[] {
  const group = snapshot.groups.get(list(row, "group")[0] ?? "");
  const programme = snapshot.programmes.find(({ id }) => id === group?.programmeId);
  if (group === undefined || programme === undefined) return [];
  const kind = row.values.kind === "check_in" ? "check_in" : "session";
  if (isHelpGroup(group)) return [sessionKey(group.id, kind, 0)];
  const linked = snapshot.events.get(snapshot.links.get(row.id)?.eventId ?? "");
  const event =
    linked ?? [...snapshot.events.values()].find(one => one.htmlLink && one.htmlLink === row.values.calendar);
  const onPage = parseInstant(date(row, "when")?.start ?? "");
  const numbers = [event && agreedTime(event)?.startsAt, event?.startsAt, onPage, row.createdAt].flatMap(at => {
    const day = at == null ? "" : localDate(at, programme.zone);
    const spans = spansOf(programme, group).filter(span => span.kind === kind);
    return spans.filter(span => span.startsOn <= day && day < span.lastsUntil).map(({ number }) => number);
  });
  return event !== undefined && isPeoples({ eventId: event.id, seriesId: event.seriesId })
    ? [meetingKey({ groupId: group.id, number: numbers[0] ?? null, eventId: event.id })]
    : numbers.map(number => sessionKey(group.id, kind, number));
}
