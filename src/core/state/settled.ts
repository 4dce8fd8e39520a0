/**
 * What is settled: from when on nothing can follow by itself from a page, its event and its link.
 *
 * Idea: each rule looks back only so far. Of each noun here is the moment after which none looks at it any more, as long as nobody
 * changes it; null while something may follow, whenever that is. What is settled need not be at hand for a run: what rules know of
 * the past (who met whom, seats, help given, what was told) is kept apart. A late change makes it a thing of the present again, for
 * it is asked anew. Source: docs/what-is-settled.md. Cost: one look at each.
 */
import type { EventCopy } from "../domain/event.ts";
import type { FormKind } from "../domain/form.ts";
import type { Gathering } from "../domain/gathering.ts";
import type { Goal } from "../domain/goal.ts";
import type { Group } from "../domain/group.ts";
import type { Link } from "../domain/link.ts";
import { type Programme, programmeSpan, roundNumber, roundOn, SHORT_ROUND_WEEKS } from "../domain/programme.ts";
import type { Question } from "../domain/question.ts";
import type { Session } from "../domain/session.ts";
import { atLocal, DAY, type Instant, localDate, MINUTE } from "../domain/values/time.ts";
import type { Wave } from "../rules/surveys/waves.ts";

/** Two months of figures: their digest is written, what was asked in them was followed, and nobody is asked about them. */
const LOOKED_BACK = 56 * DAY;
/** A week to say how it was, and one in which who was silent is reminded. */
const SAID_WITHIN = 14 * DAY;
/** Who has gone quiet is seen by the two rounds before the one under way. */
const ROUNDS_LOOKED_BACK = 2;

/** When what something hangs on is settled; null while any of it may change. */
type Others = readonly (Instant | null)[];

/**
 * The moment from which each is settled; null while that can't be said. What never came to agree is settled two months after its end
 * all the same: it was told, and is told no more.
 */
export const settlesAt = {
  /** A session with its event and link, as the mirror has them; null where there is none. */
  session({ session, programme, event, link }: SessionOfPast): Instant | null {
    const endsAt = lastEnd(session, event, link);
    if (endsAt === null) return null;
    const looked = lookedBackUntil(session.startsAt ?? endsAt, programme);
    const isOver = session.status !== "planned" && isAgreed(session, event, link);
    return Math.max(endsAt + (isOver ? SAID_WITHIN : LOOKED_BACK), looked);
  },

  /** A group, `sessions` being when its sessions are settled. One of no round is over once it was set ended, at its last edit. */
  group({ group, programme, sessions, editedAt }: GroupOfPast): Instant | null {
    const over = programme === null || group.round === null ? null : afterRounds(programme, group.round, 1);
    const ended = group.status === "ended" ? editedAt : null;
    if (over === null) return ended === null ? null : latest([ended + LOOKED_BACK, ...sessions]);
    return latest([over + (ended === null ? LOOKED_BACK : 0), ...sessions]);
  },

  /** A goal that was reached or dropped, as of the last edit of its page. */
  goal({ goal, editedAt }: { goal: Pick<Goal, "status">; editedAt: Instant }): Instant | null {
    return goal.status === "done" || goal.status === "dropped" ? editedAt + LOOKED_BACK : null;
  },

  /** A question that is resolved, `sessions` being when those about it are settled. */
  question({ question, sessions }: { question: QuestionOfPast; sessions: Others }): Instant | null {
    const { isResolved, resolvedAt, createdAt, waitsSince, takenAt } = question;
    if (!isResolved || resolvedAt === null) return null;
    const last = Math.max(createdAt, resolvedAt, waitsSince ?? createdAt, takenAt ?? createdAt);
    return latest([last + LOOKED_BACK, ...sessions]);
  },

  /** A webinar or class, called off or not, with its event. */
  gathering({ gathering, event }: { gathering: Pick<Gathering, "endsAt">; event: EventCopy | null }): Instant {
    return Math.max(gathering.endsAt, liveEnd(event) ?? gathering.endsAt) + LOOKED_BACK;
  },

  /**
   * An answer. Of a session it is settled with it, and one about none by itself. A person's last word on what they need, want or can
   * holds until their programme is over; so does the first of their levels, which the last is held to.
   */
  answer({ kind, submittedAt, isHeldTo, session, programme }: AnswerOfPast): Instant | null {
    const alone = submittedAt + LOOKED_BACK;
    if (session !== undefined) return latest([submittedAt + SAID_WITHIN, session]);
    if (!isHeldTo || kind === "feedback") return alone;
    const { endsAt } = programmeSpan(programme);
    return endsAt === null ? null : Math.max(endsAt + LOOKED_BACK, alone);
  },

  /** A page of *Surveys*; null for a survey that has no end. */
  survey({ closesAt }: Pick<Wave, "closesAt">): Instant | null {
    return closesAt === null ? null : closesAt + LOOKED_BACK;
  },

  /** A row of *Metrics*, or a digest: of a stretch that ends at `to`. */
  figures({ to }: { to: Instant }): Instant {
    return to + LOOKED_BACK;
  },
};

interface SessionOfPast {
  session: Pick<Session, "startsAt" | "endsAt" | "status">;
  /** Its group's programme; null where that can't be run. */
  programme: Programme | null;
  event: EventCopy | null;
  link: Link | null;
}

interface GroupOfPast {
  group: Pick<Group, "round" | "status">;
  programme: Programme | null;
  sessions: Others;
  editedAt: Instant;
}

type QuestionOfPast = Pick<Question, "isResolved" | "resolvedAt" | "createdAt" | "waitsSince" | "takenAt">;

interface AnswerOfPast {
  kind: FormKind;
  submittedAt: Instant;
  /** True for a person's last answer of its kind, and for their first of a self-assessment. */
  isHeldTo: boolean;
  /** When the session it is about is settled; absent for one about none. */
  session?: Instant | null;
  programme: Programme;
}

/** The last moment at which it takes place by its page, its event or what was agreed; null where none says. */
function lastEnd({ startsAt, endsAt }: SessionOfPast["session"], event: EventCopy | null, link: Link | null) {
  const ends = [endsAt ?? startsAt, liveEnd(event), link === null ? null : link.base.endsAt].filter(at => at !== null);
  return ends.length === 0 ? null : Math.max(...ends);
}

function liveEnd(event: EventCopy | null): Instant | null {
  return event === null || event.isCancelled ? null : (event.endsAt ?? event.startsAt);
}

/** True where page, event and what was agreed say the same of whether and when it takes place; also where there is no event. */
function isAgreed(session: SessionOfPast["session"], event: EventCopy | null, link: Link | null): boolean {
  if (link === null || event === null) return true;
  const isOff = session.status === "cancelled" || session.status === "no_slot";
  if (isOff || event.isCancelled || link.base.isCancelled) return isOff && event.isCancelled && link.base.isCancelled;
  const minute = (at: Instant | null) => (at === null ? null : Math.floor(at / MINUTE));
  const { base } = link;
  return [session, event].every(
    ({ startsAt, endsAt }) => minute(startsAt) === minute(base.startsAt) && minute(endsAt) === minute(base.endsAt),
  );
}

/** Until when a meeting says whether somebody has gone quiet. */
function lookedBackUntil(startsAt: Instant, programme: Programme | null): Instant {
  const round = programme === null ? null : roundOn(programme, localDate(startsAt, programme.zone));
  if (programme === null || round === null || programme.roundWeeks > SHORT_ROUND_WEEKS) return startsAt + LOOKED_BACK;
  return afterRounds(programme, round.number, ROUNDS_LOOKED_BACK);
}

/** When so many rounds after one are over. */
function afterRounds(programme: Programme, round: number, more: number): Instant {
  return atLocal(roundNumber(programme, round + more + 1).startsOn, 0, programme.zone);
}

function latest(moments: Others): Instant | null {
  return moments.some(at => at === null) ? null : Math.max(...moments.map(at => at ?? 0));
}
