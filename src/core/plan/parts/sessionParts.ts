import type { Group } from "../../domain/group.ts";
import type { SessionFacts } from "../../domain/part.ts";
import { helpFormat, type Programme, roundNumber } from "../../domain/programme.ts";
import type { Session } from "../../domain/session.ts";
import { eachGuarded } from "../../domain/values/guarded.ts";
import { DAY, type Instant, localDate, MINUTE } from "../../domain/values/time.ts";
import { openStepsOf } from "../../state/openSteps.ts";
import { mayStart, membersOf, programmeOf } from "../../state/snapshot.ts";
import { parseHelpKey } from "../board/board.ts";
import type { Planning } from "../pass/planning.ts";
import { firstTalkOf } from "../sessions/invitations.ts";
import { guideFor } from "./guides.ts";
import type { WantedPart } from "./wantedPart.ts";

/** The bodies of the meetings that are next, of each group and kind. They are made once, and steps may still be added. */
export function sessionParts(planning: Planning): WantedPart[] {
  const { snapshot, now } = planning;
  return eachGuarded("bodies of sessions", snapshot.groups.values(), group => {
    const programme = programmeOf(snapshot, group);
    if (programme?.status !== "active" || group.status !== "active") return [];
    if (!mayStart(snapshot, group.id, programme.id)) return [];
    const sessions = [...(snapshot.sessionsByGroup.get(group.id) ?? [])]
      .filter(({ status, startsAt }) => startsAt !== null && !["cancelled", "no_slot", "not_met"].includes(status))
      .sort((a, b) => (a.startsAt ?? 0) - (b.startsAt ?? 0));
    return (["session", "check_in"] as const).flatMap((kind): WantedPart[] => {
      const next = nextOf(sessions, kind, now);
      if (next === undefined || !mayStart(snapshot, next.id)) return [];
      const open = openStepsOf(snapshot, membersOf(snapshot, group), now, programme.zone);
      // What was agreed on for this very meeting stands on its page already.
      const isOfBefore = ({ id }: { id: string }) => snapshot.rows.get(id)?.values.session?.toString() !== next.id;
      const steps = open.steps.filter(isOfBefore);
      const told = steps.map(({ title, url }) => ({ title, url }));
      const facts = () => ({ ...factsOf(planning, { group, programme, sessions }, next), steps: told });
      return [{ pageId: next.id, facts, about: ["session", steps.map(({ id }) => id).sort()] }];
    });
  });
}

function nextOf(sessions: readonly Session[], kind: Session["kind"], now: Instant): Session | undefined {
  return sessions.find(
    session => session.kind === kind && session.status === "planned" && (session.startsAt ?? 0) > now,
  );
}

/** A group, with its sessions that take or took place, in their order. */
interface Meeting {
  group: Group;
  programme: Programme;
  sessions: readonly Session[];
}

function factsOf(planning: Planning, meeting: Meeting, session: Session): Omit<SessionFacts, "steps"> {
  const { snapshot } = planning;
  const { group, programme, sessions } = meeting;
  const { startsAt, endsAt, kind } = session;
  const earlier = sessions.filter(one => (one.startsAt ?? 0) < (startsAt ?? 0));
  const questionId = parseHelpKey(group.key)?.questionId;
  const question =
    questionId === undefined ? "" : (snapshot.questions.find(({ id }) => id === questionId)?.title ?? "");
  const place = placeOf(meeting, session);
  const met = earlier.filter(one => one.kind === kind).length;
  const before = place === "once" ? (group.round ?? 0) : met;
  return {
    part: "session",
    language: programme.language,
    format: programme.format,
    kind,
    place,
    minutes:
      startsAt === null || endsAt === null ? programme.durationMinutes : Math.round((endsAt - startsAt) / MINUTE),
    before,
    question,
    guide: kind === "check_in" ? null : guideFor(snapshot, programme, membersOf(snapshot, group), { place, before }),
    topics:
      helpFormat(programme) === null || kind === "check_in"
        ? []
        : firstTalkOf(snapshot, programme, group, session).topics,
  };
}

/** Where a meeting stands among those of its group: the last one is that after which the round leaves no room for another. */
export function placeOf(
  { group, programme, sessions }: Meeting,
  { id, kind, startsAt }: Session,
): SessionFacts["place"] {
  const isFirst = sessions.find(one => one.kind === kind)?.id === id;
  if (group.round === null) return parseHelpKey(group.key) === null && isFirst ? "first" : "between";
  const { endsOn } = roundNumber(programme, group.round);
  const next = localDate((startsAt ?? 0) + programme.everyWeeks * 7 * DAY, programme.zone);
  const isLast = next >= endsOn;
  return isFirst ? (isLast ? "once" : "first") : isLast ? "last" : "between";
}
