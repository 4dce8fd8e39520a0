// What it answers: whom people put into a round's groups or took off them by hand, and what that leaves to Krug.
// Idea: the last word about a person and a group counts until the round ends. Whoever was put in stays there; whoever was taken off is
//   not put back; nobody else is moved because of it. What Krug writes itself is no edit (pageChanges.ts).
// Source: docs/how-matching-decides.md#by-hand. Cost: linear in the edits of the round's groups.

import type { Group } from "../domain/group.ts";
import { helpFormat, type Programme } from "../domain/programme.ts";
import { markOf } from "../domain/values/hash.ts";
import { keptIn } from "../domain/values/maps.ts";
import type { Snapshot } from "./snapshot.ts";

/** What people said by hand about who is in the groups of a round. */
interface ByHand {
  /** The one group in which somebody stays who is in several, by the person's id: the last they were put into. */
  claims: Map<string, string>;
  /** Groups whose members are people's word: nobody is taken out of them to keep others company. */
  theirs: ReadonlySet<string>;
  /** True for who was taken off a group and put into no other. */
  sitsOut: (personId: string) => boolean;
}

/** True for the key of a group that was formed with these people. */
export function isFormedOf(key: string, memberIds: readonly string[]): boolean {
  return key !== "" && key.endsWith(`:${markOf([...memberIds].sort())}`);
}

/** What was done by hand to the groups of one round, `all` of them, ended ones too. */
export function byHandIn({ pageChanges }: Snapshot, all: readonly Group[]): ByHand {
  const byId = new Map(all.map(group => [group.id, group]));
  const standing = all.filter(group => group.status !== "ended");
  const isIn = (personId: string) => standing.some(group => group.memberIds.includes(personId));
  const claims = new Map<string, string>();
  const takenOff = new Set<string>();
  const theirs = new Set<string>();
  for (const { pageId, what, was } of [...pageChanges].sort((a, b) => a.at - b.at)) {
    const group = what === "members" ? byId.get(pageId) : undefined;
    if (group === undefined) continue;
    for (const edit of was.split(" ")) {
      const id = edit.slice(1);
      if (edit.startsWith("-") !== group.memberIds.includes(id)) theirs.add(pageId);
      if (edit.startsWith("-")) takenOff.add(id);
      else if (group.status !== "ended" && group.memberIds.includes(id)) claims.set(id, pageId);
    }
  }
  // Whoever was put into another group left this one by the same word, also once its page says so.
  for (const { id, key, memberIds } of standing)
    for (const [person, groupId] of claims)
      if (groupId !== id && (memberIds.includes(person) || isFormedOf(key, [...memberIds, person]))) theirs.add(id);
  return { claims, theirs, sitsOut: id => takenOff.has(id) && !isIn(id) };
}

/**
 * True for a member of a group whom people put into another one of its round, in a format in which one is in one group: Krug takes
 * them off this one.
 */
export function putElsewhere(snapshot: Snapshot): (personId: string, group: Group) => boolean {
  const byRound = Map.groupBy(snapshot.groups.values(), ({ programmeId, round }) => `${programmeId}/${round}`);
  // Who helps may be in several pairs at once.
  const isOneOnly = (programme: Programme) => programme.matching !== "by_hand" && helpFormat(programme) === null;
  const matched = new Set(snapshot.programmes.filter(isOneOnly).map(({ id }) => id));
  const known = new Map<string, ByHand["claims"]>();
  return (personId, { id, programmeId, round }) => {
    if (round === null || !matched.has(programmeId ?? "")) return false;
    const key = `${programmeId}/${round}`;
    const claims = keptIn(known, key, () => byHandIn(snapshot, byRound.get(key) ?? []).claims);
    return (claims.get(personId) ?? id) !== id;
  };
}
