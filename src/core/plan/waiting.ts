import type { Command } from "../domain/command.ts";
import type { Group } from "../domain/group.ts";
import type { Programme } from "../domain/programme.ts";
import type { Reach } from "../domain/reach.ts";
import { text } from "../domain/values/row.ts";
import { HOUR, type Instant } from "../domain/values/time.ts";
import type { Snapshot } from "../state/snapshot.ts";
import type { Telling } from "./pass/planning.ts";
import { draftsOf } from "./rounds/roundHistory.ts";

/** What waits for a coordinator so long is passed on to the second one. */
const PASSED_ON_AFTER = 48 * HOUR;

/** A held run, as far as it is passed on. */
interface WaitingRun {
  since: Instant;
  reach: Reach;
  programmeIds: readonly string[];
}

/**
 * What has waited for a coordinator for two days, told on its programme's page to the second coordinator by name: groups that
 * are still drafts, once a round, and a held run, once. The keys stay the same, so that the one that carries them out
 * knows what was told.
 */
export function decideWaiting(telling: Telling, held: WaitingRun | null): Command[] {
  return telling.snapshot.programmes
    .filter(programme => programme.status === "active")
    .flatMap(programme => [
      ...tellDrafts(telling, programme),
      ...(held === null ? [] : tellHeld(telling, programme, held)),
    ]);
}

function tellDrafts({ snapshot, now, words }: Telling, programme: Programme): Command[] {
  const late = draftsOf(snapshot, programme, now).filter(group => draftSince(snapshot, group) + PASSED_ON_AFTER <= now);
  return [...Map.groupBy(late, group => group.round ?? 0)].map(([round, groups]) => ({
    kind: "comment",
    key: `waiting:drafts:${programme.id}:${round}`,
    pageId: programme.id,
    text: words.draftsWaiting(
      { names: secondsOf(snapshot, programme), groups: groups.map(group => group.name).sort() },
      programme.language,
    ),
  }));
}

function draftSince(snapshot: Snapshot, group: Group): Instant {
  return snapshot.rows.get(group.id)?.createdAt ?? 0;
}

function tellHeld({ snapshot, now, words }: Telling, programme: Programme, held: WaitingRun): Command[] {
  const isAbout = held.programmeIds.length === 0 || held.programmeIds.includes(programme.id);
  if (!isAbout || held.since + PASSED_ON_AFTER > now) return [];
  const { since, reach } = held;
  const names = secondsOf(snapshot, programme);
  return [
    {
      kind: "comment",
      key: `waiting:held:${programme.id}:${since}`,
      pageId: programme.id,
      text: words.heldWaiting({ names, reach, since, zone: programme.zone }, programme.language),
    },
  ];
}

/** Who is told: the second coordinator; the first where there is no second. */
function secondsOf(snapshot: Snapshot, programme: Programme): string[] {
  const ids = programme.secondCoordinatorIds.length > 0 ? programme.secondCoordinatorIds : programme.coordinatorIds;
  const names = ids.flatMap(id => snapshot.rows.get(id) ?? []).map(row => text(row, "name"));
  return names.filter(name => name !== "");
}

/** When something that waits has to be passed on next; null when nothing does. */
export function nextPassedOn(snapshot: Snapshot, held: Pick<WaitingRun, "since"> | null, now: Instant): Instant | null {
  const waiting = snapshot.programmes
    .filter(programme => programme.status === "active")
    .flatMap(programme => draftsOf(snapshot, programme, now).map(group => draftSince(snapshot, group)));
  const moments = [...waiting, ...(held === null ? [] : [held.since])]
    .map(since => since + PASSED_ON_AFTER)
    .filter(at => at > now);
  return moments.length === 0 ? null : Math.min(...moments);
}
