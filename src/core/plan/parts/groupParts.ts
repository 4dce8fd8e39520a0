import { eachGuarded } from "../../domain/values/guarded.ts";
import { mayStart, programmeOf } from "../../state/snapshot.ts";
import type { Planning } from "../pass/planning.ts";
import type { WantedPart } from "./wantedPart.ts";

/** What groups agree on at their first meeting, on their pages: written before it, once. */
export function groupParts({ snapshot, now }: Planning): WantedPart[] {
  return eachGuarded("bodies of groups", snapshot.groups.values(), (group): WantedPart[] => {
    const programme = programmeOf(snapshot, group);
    if (programme?.status !== "active" || group.status !== "active") return [];
    if (!mayStart(snapshot, group.id, programme.id)) return [];
    const sessions = (snapshot.sessionsByGroup.get(group.id) ?? []).filter(({ kind }) => kind === "session");
    const isAhead = sessions.some(({ startsAt }) => (startsAt ?? 0) > now);
    const hasBegun = sessions.some(({ startsAt }) => (startsAt ?? now) < now);
    if (!isAhead || hasBegun) return [];
    const { format, language } = programme;
    return [{ pageId: group.id, facts: () => ({ part: "agreement", language, format }), about: "agreement" }];
  });
}
