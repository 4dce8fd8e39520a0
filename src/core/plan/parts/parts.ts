import type { Command } from "../../domain/command.ts";
import { helpFormat } from "../../domain/programme.ts";
import { eachGuarded } from "../../domain/values/guarded.ts";
import { markOf } from "../../domain/values/hash.ts";
import { mayStart, programmeOf } from "../../state/snapshot.ts";
import type { Planning } from "../pass/planning.ts";
import { goalParts } from "./goalParts.ts";
import { personParts } from "./personParts.ts";
import { placeOf, sessionParts } from "./sessionParts.ts";
import type { WantedPart } from "./wantedPart.ts";

/**
 * Krug's parts of pages' bodies that do not say what they should. What concerns bodies is looked at where all that lives was read: near
 * a small change it waits for that.
 */
export function decideParts(planning: Planning): Command[] {
  if (!planning.hasBodies) return [];
  const { rows } = planning.snapshot;
  const wanted = [sessionParts, groupParts, goalParts, personParts].flatMap(wantedOf => wantedOf(planning));
  return eachGuarded(
    "bodies",
    wanted.map(part => ({ ...part, id: part.pageId })),
    ({ pageId, facts, about }): Command[] => {
      const row = rows.get(pageId);
      const mark = markOf(about);
      if (row === undefined || row.absence !== undefined || row.part?.mark === mark) return [];
      const said = facts();
      if (said === null && row.part === undefined) return [];
      return [{ kind: "write_part", key: `part:${pageId}:${mark}`, source: row.source, pageId, facts: said, mark }];
    },
  );
}

/** What groups agree on at their first meeting, on their pages: written before it, once. */
function groupParts({ snapshot, now }: Planning): WantedPart[] {
  return eachGuarded("bodies of groups", snapshot.groups.values(), (group): WantedPart[] => {
    const programme = programmeOf(snapshot, group);
    if (programme?.status !== "active" || group.status !== "active") return [];
    if (!mayStart(snapshot, group.id, programme.id)) return [];
    const sessions = (snapshot.sessionsByGroup.get(group.id) ?? [])
      .filter(({ kind }) => kind === "session")
      .sort((a, b) => (a.startsAt ?? 0) - (b.startsAt ?? 0));
    const isAhead = sessions.some(({ startsAt }) => (startsAt ?? 0) > now);
    const hasBegun = sessions.some(({ startsAt }) => (startsAt ?? now) < now);
    if (!isAhead || hasBegun) return [];
    const { format, language } = programme;
    const [first] = sessions;
    const isOnce = first !== undefined && placeOf({ group, programme, sessions }, first) === "once";
    const isAsked = helpFormat(programme) !== null;
    const facts = () => ({ part: "agreement" as const, language, format, isOnce, isAsked });
    return [{ pageId: group.id, facts, about: "agreement" }];
  });
}
