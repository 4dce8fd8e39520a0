import type { Command } from "../../domain/command.ts";
import type { Programme } from "../../domain/programme.ts";
import { markOf } from "../../domain/values/hash.ts";
import { text } from "../../domain/values/row.ts";
import type { Instant } from "../../domain/values/time.ts";
import { mayStart, type Snapshot } from "../../state/snapshot.ts";
import type { Planning } from "../pass/planning.ts";
import { latestSuggestion } from "./lowSatisfaction.ts";

/** Resources to name in the agenda: suggested to everybody in the programme, never to one person. */
export function suggestedResources(
  snapshot: Snapshot,
  programme: Programme,
  now: Instant,
): { title: string; link: string; skill: string }[] {
  return resourcesNow(snapshot, programme, now).flatMap(({ id, skill }) => {
    const resource = snapshot.resources.find(one => one.id === id);
    return resource === undefined ? [] : { title: resource.title, link: resource.link, skill };
  });
}

/** Writes on each suggested resource who it is suggested to and why; earlier suggestions stay written. */
export function decideSuggestions({ snapshot, now, words }: Planning, programme: Programme): Command[] {
  if (!mayStart(snapshot, programme.id)) return [];
  return resourcesNow(snapshot, programme, now).flatMap(({ id, skill }): Command[] => {
    const row = snapshot.rows.get(id);
    const sentence = words.suggestion({ programme: programme.name, skill }, programme.language);
    const already = row === undefined ? "" : text(row, "suggested");
    if (row === undefined || already.includes(sentence) || !mayStart(snapshot, id)) return [];
    const values = { suggested: already === "" ? sentence : `${already}\n${sentence}` };
    return [{ kind: "update_page", key: `suggest:${id}:${markOf(values)}`, source: "resources", pageId: id, values }];
  });
}

function resourcesNow(snapshot: Snapshot, programme: Programme, now: Instant): { id: string; skill: string }[] {
  if (programme.insights === "off") return [];
  const isTold = snapshot.insights.some(one => one.id === "low_satisfaction" && one.programmeId === programme.id);
  return latestSuggestion(snapshot, programme, now, isTold)?.action.resources ?? [];
}
