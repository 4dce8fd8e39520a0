// What it decides: whether a group that is to meet more than once a round does meet, and what becomes of one that does not.
// Idea: evidence alone counts, and the last meeting that took place wipes out what was before it. Leave of either of two is
//   no silence. Where most groups of a programme give no sign it is not they who are silent: nobody is asked.
// Source: docs/group-health.md, which has the table. Cost: linear in the meetings of a group.
import { DAY, type Instant, type Interval } from "../../domain/values/time.ts";

/** The states in the order they are looked for: the first that fits counts. */
const GROUP_HEALTH = ["stuck", "moving", "met", "scheduled", "new"] as const;
export type GroupHealth = (typeof GROUP_HEALTH)[number];

/**
 * What is known of one meeting. Over: `met`; `agreed`, nobody reported it and two or more had said yes; `missed`, not held, called
 * off, or declined by all but one; `silent`, nobody said anything for a week; `open`, reports may still come. Ahead: `ahead`, or
 * `moving` where somebody declined it or it was moved for that.
 */
export interface GroupMeeting {
  /** When it ends. */
  at: Instant;
  is: "met" | "agreed" | "missed" | "silent" | "open" | "ahead" | "moving";
}

/** What a group's health is seen by. */
export interface HealthEvidence {
  /** From when on it could meet: the beginning of its round, or when it was formed. */
  from: Instant;
  /** Weeks from one meeting to the next. */
  everyWeeks: number;
  meetings: readonly GroupMeeting[];
  /** When one of two was away: nothing is expected then. */
  leaves: readonly Interval[];
}

/** A group is stuck after so many days without a meeting, and not before. */
const STUCK_DAYS = 21;
/** So many missed meetings, or rhythms gone by, since the last one that took place. */
const STUCK_MISSED = 2;

/** How a group is by now; see the table in docs/group-health.md. */
export function groupHealth({ from, everyWeeks, meetings, leaves }: HealthEvidence, now: Instant): GroupHealth {
  const held = meetings.filter(({ is }) => is === "met" || is === "agreed");
  const since = Math.max(from, ...held.map(({ at }) => at));
  const later = meetings.filter(({ at }) => at > since);
  const count = (...kinds: GroupMeeting["is"][]) => later.filter(({ is }) => kinds.includes(is)).length;
  const days = (now - since - timeIn(leaves, since, now)) / DAY;
  const isWaiting = count("open") > 0 && count("missed", "silent") < STUCK_MISSED;
  const isLong = days >= 7 * everyWeeks * STUCK_MISSED && !isWaiting;
  if (days >= STUCK_DAYS && (isLong || count("missed") >= STUCK_MISSED)) return "stuck";
  if (count("missed", "moving") > 0) return "moving";
  if (held.length > 0) return "met";
  return meetings.length > 0 ? "scheduled" : "new";
}

/** How much of a stretch lies in any of the intervals, in milliseconds. */
function timeIn(intervals: readonly Interval[], from: Instant, to: Instant): number {
  let reached = from;
  let total = 0;
  for (const { startsAt, endsAt } of [...intervals].sort((a, b) => a.startsAt - b.startsAt)) {
    const begin = Math.max(startsAt, reached);
    const end = Math.min(endsAt, to);
    if (end > begin) total += end - begin;
    reached = Math.max(reached, end);
  }
  return total;
}

/** True where more than half of the groups of which anything could be known by now have given no sign at all. */
export function isSilentProgramme(groups: readonly Pick<HealthEvidence, "meetings">[]): boolean {
  const known = groups.filter(({ meetings }) => meetings.some(({ is }) => is !== "open" && is !== "ahead"));
  const isSilent = ({ meetings }: Pick<HealthEvidence, "meetings">) =>
    meetings.every(({ is }) => is === "silent" || is === "open" || is === "ahead");
  return known.filter(isSilent).length * 2 > known.length;
}

/** What somebody said to the question how it is going with their group; null for nothing yet. */
export type CheckAnswer = "fine" | "another" | null;

/**
 * What came of asking: `none`, nobody was asked; `asked`, answers may still come; `settled`, it goes on and is closed for the round;
 * `changing`, somebody is to meet others at the next chance; `undecided`, the coordinator has to decide.
 */
export type CheckOutcome = "none" | "asked" | "settled" | "changing" | "undecided";

/** Answers are waited for so long. */
const ANSWERED_WITHIN = 7 * DAY;

/** What came of asking each of a group: whose answer it was follows from nothing. `mayChange`: false for more than three, who are not one person's to leave. */
export function checkOutcome(
  { answers, askedAt, mayChange }: { answers: readonly CheckAnswer[]; askedAt: Instant; mayChange: boolean },
  now: Instant,
): CheckOutcome {
  if (answers.length === 0) return "none";
  if (answers.includes("another")) return mayChange ? "changing" : "undecided";
  if (answers.every(answer => answer === "fine")) return "settled";
  return now < askedAt + ANSWERED_WITHIN ? "asked" : "undecided";
}
