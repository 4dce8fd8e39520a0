import { sessionOf } from "../../domain/link.ts";
import type { Instant } from "../../domain/values/time.ts";
import { putElsewhere } from "../../state/byHand.ts";
import { mayStart, personByEmail, type Snapshot } from "../../state/snapshot.ts";

/**
 * The addresses of people who hold an invitation that is about to be called off: its page is cancelled or in the trash, or its
 * group has ended, and its event still lives; and of those who are no members of its group any more. Their calendars show them
 * busy where they will be free. A meeting whose page can't be written to stands for good: nobody waits for it.
 */
export function callingOff(snapshot: Snapshot, now: Instant): Set<string> {
  const emailsToFree = new Set<string>();
  const isElsewhere = putElsewhere(snapshot);
  for (const { sessionId, eventId, base } of snapshot.links.values()) {
    const event = snapshot.events.get(eventId);
    if (base.isCancelled || event === undefined || event.isCancelled || (event.startsAt ?? 0) <= now) continue;
    const isFree = isOff(snapshot, sessionId) ? () => true : whoLeft(snapshot, sessionId, eventId, isElsewhere);
    for (const email of base.guestEmails.filter(isFree)) emailsToFree.add(email);
  }
  return emailsToFree;
}

/** Whether an address is of somebody who was invited as a member of the group, and is taken off since they are none any more. */
function whoLeft(
  snapshot: Snapshot,
  sessionId: string,
  eventId: string,
  isElsewhere: ReturnType<typeof putElsewhere>,
): (email: string) => boolean {
  const group = snapshot.groups.get(snapshot.sessions.get(sessionId)?.groupId ?? "");
  const isKrugs = sessionOf(eventId) !== null || snapshot.links.get(sessionId)?.seriesId !== null;
  if (group?.status !== "active" || !isKrugs) return () => false;
  if (!mayStart(snapshot, sessionId, group.id, group.programmeId ?? "")) return () => false;
  return email => {
    const person = personByEmail(snapshot, email);
    return person !== null && (!group.memberIds.includes(person.id) || isElsewhere(person.id, group));
  };
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
