import type { Programme } from "../../domain/programme.ts";
import type { Instant } from "../../domain/values/time.ts";
import { actionsOf } from "../../rules/insights/acting.ts";
import type { Snapshot } from "../../state/snapshot.ts";
import { sessionsSince } from "../figures/gather.ts";
import { REMINDED_WITHIN, silentSides } from "../insights/oneSidedFeedback.ts";
import { feedbackUrl } from "../sessions/invitations.ts";
import type { LetterWish } from "./wish.ts";

/**
 * While feedback is one-sided and the programme lets Krug act: to each who was at a session of the last week and said nothing
 * of it while others did, its link, once a session. That others answered is not told.
 */
export function feedbackReminders(snapshot: Snapshot, programme: Programme, now: Instant): LetterWish[] {
  if (actionsOf(snapshot, programme, "remind_feedback").length === 0) return [];
  const facts = sessionsSince(snapshot, programme, now - REMINDED_WITHIN, now);
  return silentSides(facts, now).flatMap(({ sessionId, personIds }) =>
    personIds.flatMap(personId => {
      const session = snapshot.sessions.get(sessionId);
      const person = snapshot.people.get(personId);
      const url = session === undefined ? null : feedbackUrl(snapshot, programme, session);
      if (session === undefined || person === undefined || url === null || session.startsAt === null) return [];
      return {
        kind: "feedback_reminder",
        personId,
        programmeId: programme.id,
        cause: sessionId,
        programme,
        facts: {
          kind: "feedback_reminder",
          name: person.name,
          programme: programme.name,
          session: session.title,
          startsAt: session.startsAt,
          zone: person.zone,
          url,
        },
      } satisfies LetterWish;
    }),
  );
}
