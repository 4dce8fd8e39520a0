import type { Command } from "../../domain/command.ts";
import type { Group } from "../../domain/group.ts";
import { helpFormat, type Programme } from "../../domain/programme.ts";
import type { Session, SessionKind } from "../../domain/session.ts";
import type { DateValue } from "../../domain/values/row.ts";
import { restingIn } from "../../rules/insights/acting.ts";
import { namesOf } from "../../state/snapshot.ts";
import type { Planning } from "../pass/planning.ts";

/** A meeting a group should have, before it has a page. */
interface Meeting {
  programme: Programme;
  group: Group;
  kind: SessionKind;
  key: string;
  /** The how-manieth of its kind in the group's round, from 0. */
  number: number;
  /** Those of the group who are there. */
  memberIds: readonly string[];
}

/** The page of a new session. */
export function newSession(
  { snapshot, words }: Planning,
  meeting: Meeting,
  found: { when: DateValue | null; status: Session["status"]; krugSays: string },
): Command {
  const { programme, group, kind, key } = meeting;
  const values = {
    title: words.sessionTitle({ names: namesOf(snapshot, group.memberIds), kind }, programme.language),
    when: found.when,
    status: found.status,
    group: [group.id],
    programme: [programme.id],
    kind,
    facilitator: seatOf(meeting, restingIn(snapshot, programme)),
    key,
    krugSays: found.krugSays,
  };
  return { kind: "create_page", key, source: "sessions", values };
}

/** The person leading a meeting: the helper, each time; elsewhere the seat goes round. Empty where nobody holds it. */
function seatOf({ programme, group, number, memberIds }: Meeting, resting: ReadonlySet<string>): string[] {
  if (group.facilitatorId === null) return [];
  return [helpFormat(programme) === null ? seatFor(group, number, memberIds, resting) : group.facilitatorId];
}

/**
 * Whose turn it is to lead: the seat goes round the circle, session by session, starting with the group's own; people
 * away are passed over, and who rests as long as there is anybody else. The id of a member.
 */
function seatFor(
  group: Group,
  number: number,
  present: readonly string[],
  resting: ReadonlySet<string> = new Set(),
): string {
  const circle = [...group.memberIds].sort();
  const first = Math.max(circle.indexOf(group.facilitatorId ?? ""), 0) + number;
  const seats = circle.map((_, step) => circle[(first + step) % circle.length] ?? "");
  const there = seats.filter(id => present.includes(id));
  return there.find(id => !resting.has(id)) ?? there[0] ?? group.facilitatorId ?? "";
}
