// What it decides: what is new in a programme that may be told where its people talk.
// Idea: only what was made or changed within a stretch of time, each thing once; nobody is named, and no goal and no thanks told, but by
//   the tick of each person it is about. Nothing confidential, no feedback, no figure.
// Source: docs/formats.md#where-people-talk, docs/privacy.md. Cost: one look at what lives.

import type { Programme } from "../../domain/programme.ts";
import { skillIdentity } from "../../domain/skill.ts";
import { thankedIn } from "../../domain/thanks.ts";
import { text } from "../../domain/values/row.ts";
import { DAY, type Instant, localDate } from "../../domain/values/time.ts";
import { participants, type Snapshot } from "../../state/snapshot.ts";
import type { ChatNews } from "../../words/chatNews.ts";
import { boardOf } from "../board/board.ts";

/** A stretch of time: what was made after `from`, and no later than `until`. */
interface Stretch {
  from: Instant;
  until: Instant;
}

/** Skills told of what is on offer. */
const MOST_SKILLS = 12;

/** What came in a stretch of time, in reading order; empty where nothing did. */
export function chatNews(snapshot: Snapshot, programme: Programme, { from, until }: Stretch): ChatNews[] {
  const isNew = (at: Instant) => at > from && at <= until;
  const people = participants(snapshot, programme.id);
  const everybody = [...snapshot.people.values()];
  const willing = new Map(people.filter(one => one.showInChat).map(one => [one.id, one.name]));
  /** The names of some people; null unless all of them agreed. */
  const named = (ids: readonly string[]): string[] | null => {
    const names = ids.flatMap(id => willing.get(id) ?? []);
    return ids.length > 0 && names.length === new Set(ids).size ? names.sort() : null;
  };
  // What somebody is named in is not told unless it is about those alone who agreed.
  const isTellable = (said: string, names: readonly string[]) =>
    thankedIn(said, everybody).every(id => names.includes(willing.get(id) ?? ""));
  const roundOf = ({ programmeId, round, status, id }: (typeof groups)[number]) =>
    programmeId === programme.id && round !== null && status === "active" && isNew(madeAt(snapshot, id)) ? round : [];
  const groups = [...snapshot.groups.values()];
  const rounds = [...new Set(groups.flatMap(roundOf))].map((): ChatNews => ({ kind: "round" }));
  const questions = snapshot.questions
    .filter(
      question => isNew(question.createdAt) && !question.isResolved && boardOf(snapshot, question)?.id === programme.id,
    )
    .map((question): ChatNews => {
      const names = named(question.askerIds) ?? [];
      const title = isTellable(question.title, names) ? question.title : "";
      return { kind: "question", title, names, skills: question.skills, url: question.url };
    });
  const classes = [...snapshot.gatherings.values()]
    .filter(({ id, status, startsAt }) => status === "planned" && startsAt > until && isNew(madeAt(snapshot, id)))
    .filter(({ programmeIds }) => programmeIds.length === 0 || programmeIds.includes(programme.id))
    .map(
      ({ title, startsAt, url }): ChatNews => ({
        kind: "class",
        title: isTellable(title, []) ? title : "",
        startsAt,
        url,
      }),
    );
  const goals = snapshot.goals
    .filter(goal => goal.status === "done" && !goal.confidential && isDoneIn(snapshot, goal.id, isNew))
    .flatMap((goal): ChatNews[] => {
      const names = named(goal.ownerIds);
      return names === null || !isTellable(goal.title, names) ? [] : [{ kind: "goal", title: goal.title, names }];
    });
  const thanks = snapshot.thanks
    .filter(({ at }) => isNew(at))
    .flatMap(({ title, fromIds, toIds }): ChatNews[] => {
      const [from, to] = [named(fromIds), named(toIds)];
      if (from === null || to === null || !isTellable(title, [...from, ...to])) return [];
      return [{ kind: "thanks", from, to, what: title }];
    });
  return [...rounds.slice(0, 1), ...questions, ...classes, ...goals, ...thanks, ...offers(snapshot, programme, isNew)];
}

/** What is on offer, by its skills alone, once the month's page tells it. */
function offers(snapshot: Snapshot, programme: Programme, isNew: (at: Instant) => boolean): ChatNews[] {
  const pages = [...snapshot.keyed].filter(
    ([key, row]) => key.startsWith(`digest:${programme.id}:`) && isNew(row.createdAt),
  );
  const [page] = pages.map(([, row]) => row);
  if (page === undefined) return [];
  const identity = skillIdentity();
  const offered = participants(snapshot, programme.id).flatMap(person => person.offers);
  const skills = [...new Map(offered.sort().map(skill => [identity(skill), skill])).values()];
  return skills.length === 0 ? [] : [{ kind: "offers", skills: skills.slice(0, MOST_SKILLS), url: page.url }];
}

function madeAt({ rows }: Snapshot, id: string): Instant {
  return rows.get(id)?.createdAt ?? 0;
}

/** Whether a goal became done in that time: it is known what its page said before. */
function isDoneIn(snapshot: Snapshot, goalId: string, isNew: (at: Instant) => boolean): boolean {
  const changes = snapshot.pageChanges.filter(({ pageId, what }) => pageId === goalId && what === "goal_status");
  const last = changes.sort((a, b) => a.at - b.at).at(-1);
  return last !== undefined && isNew(last.at) && text(snapshot.rows.get(goalId)!, "status") === "done";
}

/** The first moment at or after `at` at which a programme's chat may be told: nine in the morning, its own time. */
export function chatHour(
  programme: Programme,
  at: Instant,
  hourOf: (day: string, minutes: number) => Instant,
): Instant {
  const today = hourOf(localDate(at, programme.zone), 9 * 60);
  return at <= today ? today : hourOf(localDate(at + DAY, programme.zone), 9 * 60);
}
