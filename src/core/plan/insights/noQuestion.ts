import type { Programme } from "../../domain/programme.ts";
import type { Session } from "../../domain/session.ts";
import { rulesOf } from "../../domain/values/format.ts";
import { HOUR, type Instant } from "../../domain/values/time.ts";
import { ABOUT_NOTHING, type Insight } from "../../rules/insights/insight.ts";
import type { Snapshot } from "../../state/snapshot.ts";
import { isHelpGroup } from "../board/board.ts";
import type { Observed } from "./rule.ts";

const AHEAD = 48 * HOUR;

/**
 * No question before a micro session: of those that begin within two days, the ones on whose page no question stands.
 *
 * Sessions that came from the help board have theirs there. Pages alone tell. Ends when each has one, or is over. See
 * See docs/insights.md, docs/practices.md#concrete-questions.
 */
export function noQuestion({ programme, snapshot, now }: Observed): Insight[] {
  const ahead = microSessions(snapshot, programme, now);
  const without = withoutQuestion(snapshot, programme, now);
  if (without.length === 0) return [];
  return [
    {
      id: "no_question",
      key: `${programme.id}/no_question`,
      programmeId: programme.id,
      evidence: { figures: [], n: ahead.length, count: without.length, from: now, to: now + AHEAD },
      about: { ...ABOUT_NOTHING, sessionIds: without.map(session => session.id) },
      action: { kind: "ask_question" },
    },
  ];
}

/** The micro sessions that begin within two days and have no question yet, by id; one of the help board has it there. */
export function withoutQuestion(snapshot: Snapshot, programme: Programme, now: Instant): Session[] {
  return microSessions(snapshot, programme, now).filter(session => {
    const group = snapshot.groups.get(session.groupId ?? "");
    return session.questions.trim() === "" && (group === undefined || !isHelpGroup(group));
  });
}

function microSessions(snapshot: Snapshot, programme: Programme, now: Instant): Session[] {
  if (rulesOf(programme.format).board?.wantsQuestion !== true) return [];
  return [...snapshot.sessions.values()]
    .filter(session => {
      const group = session.groupId === null ? undefined : snapshot.groups.get(session.groupId);
      const { startsAt } = session;
      if (group === undefined || isHelpGroup(group)) return false;
      const isOurs = group.programmeId === programme.id && session.kind === "session" && session.status === "planned";
      return isOurs && startsAt !== null && startsAt > now && startsAt <= now + AHEAD;
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
