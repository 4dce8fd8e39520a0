import type { Command } from "../../domain/command.ts";
import { isAwayAt } from "../../domain/person.ts";
import type { Session } from "../../domain/session.ts";
import { eachGuarded } from "../../domain/values/guarded.ts";
import { isPeoples } from "../../rules/sync/meeting.ts";
import { decidedAbout } from "../../state/near.ts";
import { skips } from "../../state/skips.ts";
import { membersOf, type Snapshot } from "../../state/snapshot.ts";
import type { Planning } from "../pass/planning.ts";

/**
 * Members who skip a session that is offered at no other time any more, and are therefore taken off it: of two or three once
 * another time was looked for, of more at once. A meeting people made is theirs.
 */
export function skippersOut(snapshot: Snapshot, session: Session): string[] {
  const group = snapshot.groups.get(session.groupId ?? "");
  const link = snapshot.links.get(session.id);
  if (group === undefined || (link !== undefined && isPeoples(link))) return [];
  const mayMove = group.memberIds.length <= 3 && session.kind === "session" && link?.wasReoffered !== true;
  return mayMove ? [] : group.memberIds.filter(id => skips(snapshot.actedOn, session, id));
}

/** Sessions to come at which, without those who skip, nobody would have company: they are cancelled. */
export function callOffSkipped({ snapshot, now }: Planning): Command[] {
  return eachGuarded("skipping", decidedAbout(snapshot, snapshot.sessions.values()), (session): Command[] => {
    const { startsAt, status, id } = session;
    const group = snapshot.groups.get(session.groupId ?? "");
    if (group === undefined || status !== "planned" || startsAt === null || startsAt <= now) return [];
    const out = skippersOut(snapshot, session);
    const left = membersOf(snapshot, group).filter(person => !out.includes(person.id) && !isAwayAt(person, startsAt));
    if (out.length === 0 || left.length > 1) return [];
    const values = { status: "cancelled" };
    return [{ kind: "update_page", key: `skipped:${id}:${startsAt}`, source: "sessions", pageId: id, values }];
  });
}
