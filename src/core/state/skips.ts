import type { ActedOn } from "../domain/actedOn.ts";
import type { Session } from "../domain/session.ts";
import type { Instant } from "../domain/values/time.ts";

/** What is kept when a person skips a meeting through the standing form: Calendar takes replies only from guests. */
export function skipOf(sessionId: string, personId: string, startsAt: Instant, at: Instant): ActedOn {
  return { cause: `skip:${sessionId}:${personId}`, said: String(startsAt), at };
}

/** True for a person who skips a session at its current time; offered at another time, it is asked anew. */
export function skips(
  actedOn: ReadonlyMap<string, ActedOn>,
  session: Pick<Session, "id" | "startsAt">,
  personId: string,
): boolean {
  return actedOn.get(skipOf(session.id, personId, 0, 0).cause)?.said === String(session.startsAt);
}

/** What is kept when a person asks for another time for a meeting, without declining it. */
export function otherTimeOf(sessionId: string, personId: string, startsAt: Instant, at: Instant): ActedOn {
  return { cause: `other_time:${sessionId}:${personId}`, said: String(startsAt), at };
}

/** True for a person who asked for another time than a session has now. */
export function wantsOtherTime(
  actedOn: ReadonlyMap<string, ActedOn>,
  session: Pick<Session, "id" | "startsAt">,
  personId: string,
): boolean {
  return actedOn.get(otherTimeOf(session.id, personId, 0, 0).cause)?.said === String(session.startsAt);
}
