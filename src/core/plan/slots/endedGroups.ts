import type { Command } from "../../domain/command.ts";
import type { Session } from "../../domain/session.ts";
import type { Instant } from "../../domain/values/time.ts";
import { decidedAbout } from "../../state/near.ts";
import { mayStart, type Snapshot } from "../../state/snapshot.ts";
import { NOTICE_MS } from "./wantedSlots.ts";

/** True for a planned session that is to come of a group that has ended: nobody is invited to it. */
export function isOfEndedGroup(snapshot: Snapshot, session: Session, now: Instant): boolean {
  const isAhead = session.startsAt !== null && session.startsAt > now;
  return session.status === "planned" && isAhead && snapshot.groups.get(session.groupId ?? "")?.status === "ended";
}

/** True for one that is about to be cancelled: its page is where it can be written to. */
export function isAboutToEnd(snapshot: Snapshot, session: Session, now: Instant): boolean {
  return isOfEndedGroup(snapshot, session, now) && isToBeCancelled(snapshot, session) && mayStart(snapshot, session.id);
}

/** True for one that stays planned although its group has ended: people entered it, or took it up again. */
export function isLeftPlanned(snapshot: Snapshot, session: Session, now: Instant): boolean {
  return isOfEndedGroup(snapshot, session, now) && !isToBeCancelled(snapshot, session);
}

/**
 * Sessions to come of groups that have ended are cancelled: all to which people are invited, and once those that Krug planned.
 * What people plan for such a group afterwards stays as they wrote it, and is told instead.
 */
export function cancelOfEnded(snapshot: Snapshot, now: Instant): Command[] {
  return [...decidedAbout(snapshot, snapshot.sessions.values())]
    .filter(session => isOfEndedGroup(snapshot, session, now) && isToBeCancelled(snapshot, session))
    .map(session => ({
      kind: "update_page" as const,
      key: `cancel:${session.id}`,
      source: "sessions" as const,
      pageId: session.id,
      values: { status: "cancelled" },
      acts: [{ cause: causeOf(session), said: session.groupId ?? "", at: now }],
    }));
}

/**
 * The meetings that were called off with a group which goes on again, planned as they were, whoever ended it and set it right;
 * those too near stay off.
 */
function replan(snapshot: Snapshot, now: Instant): Command[] {
  return [...decidedAbout(snapshot, snapshot.sessions.values())]
    .filter(session => isToReturn(snapshot, session, now))
    .map(session => ({
      kind: "update_page" as const,
      key: `replan:${session.id}:${snapshot.actedOn.get(causeOf(session))?.at}`,
      source: "sessions" as const,
      pageId: session.id,
      values: { status: "planned" },
      acts: [{ cause: causeOf(session), said: "", at: now }],
    }));
}

/** True for a meeting that was called off with a group which goes on again, and is about to be planned as it was. */
function isToReturn(snapshot: Snapshot, session: Session, now: Instant): boolean {
  const { id, groupId, status, startsAt } = session;
  if (status !== "cancelled" || groupId === null || (startsAt ?? 0) < now + NOTICE_MS) return false;
  if (snapshot.actedOn.get(causeOf(session))?.said !== groupId) return false;
  return snapshot.groups.get(groupId)?.status === "active" && mayStart(snapshot, id, groupId);
}

/** Meetings of a group that goes on again. */
export const returning = { replan, isToReturn };

function isToBeCancelled(snapshot: Snapshot, session: Session): boolean {
  const link = snapshot.links.get(session.id);
  if (link !== undefined && !link.base.isCancelled) return true;
  // A group that people made, and what they planned for it, is theirs.
  const isKrugs = session.key !== "" && snapshot.groups.get(session.groupId ?? "")?.key !== "";
  return isKrugs && snapshot.actedOn.get(causeOf(session))?.said !== session.groupId;
}

function causeOf(session: Session): string {
  return `group ended:${session.id}`;
}
