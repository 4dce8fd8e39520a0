import type { Instant } from "../../domain/values/time.ts";
import { mayStart, type Snapshot } from "../../state/snapshot.ts";

/**
 * The addresses of people who hold an invitation that is about to be called off: its page is cancelled or in the trash, or its
 * group has ended, and its event still lives. Their calendars show them busy where they will be free. A meeting whose page can't
 * be written to stands for good: nobody waits for it.
 */
export function callingOff(snapshot: Snapshot, now: Instant): Set<string> {
  const emailsToFree = new Set<string>();
  for (const { sessionId, eventId, base } of snapshot.links.values()) {
    const event = snapshot.events.get(eventId);
    if (base.isCancelled || event === undefined || event.isCancelled || (event.startsAt ?? 0) <= now) continue;
    if (isOff(snapshot, sessionId)) for (const email of base.guestEmails) emailsToFree.add(email);
  }
  return emailsToFree;
}

function isOff(snapshot: Snapshot, sessionId: string): boolean {
  if (!snapshot.rows.has(sessionId)) return true;
  if (!mayStart(snapshot, sessionId)) return false;
  if (snapshot.gatherings.get(sessionId)?.status === "cancelled") return true;
  const session = snapshot.sessions.get(sessionId);
  if (session === undefined) return false;
  const group = snapshot.groups.get(session.groupId ?? "");
  return session.status === "cancelled" || session.status === "no_slot" || group?.status === "ended";
}
