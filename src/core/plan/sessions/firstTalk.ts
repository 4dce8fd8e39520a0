import type { Command } from "../../domain/command.ts";
import type { Group } from "../../domain/group.ts";
import { helpFormat, type Programme } from "../../domain/programme.ts";
import type { Session } from "../../domain/session.ts";
import { eachGuarded } from "../../domain/values/guarded.ts";
import { text } from "../../domain/values/row.ts";
import { localDate, mondayOf } from "../../domain/values/time.ts";
import { groupReasons } from "../../rules/matching/reasons.ts";
import { mayStart, membersOf, programmeOf, type Snapshot } from "../../state/snapshot.ts";
import type { AgendaFacts } from "../../words/words.ts";
import type { Planning } from "../pass/planning.ts";
import { candidateIn } from "../rounds/forming.ts";

/** Sessions that did not take place and never will: another one is the first. */
const NEVER_HELD: readonly string[] = ["cancelled", "no_slot", "not_met"];

/**
 * The first meeting of each group in which one helps the other, by the group's id; whatever was called off or not held does
 * not count.
 */
export function firstMeetings(snapshot: Snapshot): Map<string, Session> {
  const helping = new Set(snapshot.programmes.filter(one => helpFormat(one) !== null).map(({ id }) => id));
  const first = new Map<string, Session>();
  for (const session of snapshot.sessions.values()) {
    const group = snapshot.groups.get(session.groupId ?? "");
    if (group === undefined || !helping.has(group.programmeId ?? "")) continue;
    if (session.kind !== "session" || session.startsAt === null || NEVER_HELD.includes(session.status)) continue;
    const known = first.get(group.id);
    if (known === undefined || session.startsAt < (known.startsAt ?? 0)) first.set(group.id, session);
  }
  return first;
}

/**
 * What to agree on, for the pages of groups that people formed in a programme of mentors: written there until the first
 * meeting has begun, as long as nobody wrote anything. Groups that Krug forms have it from the start.
 */
export function decideAgreements({ snapshot, now, words }: Planning): Command[] {
  const firsts = firstMeetings(snapshot);
  return eachGuarded("agreement", snapshot.groups.values(), (group): Command[] => {
    const programme = programmeOf(snapshot, group);
    const row = snapshot.rows.get(group.id);
    if (programme?.status !== "active" || helpFormat(programme) === null || row === undefined) return [];
    const isAhead = (firsts.get(group.id)?.startsAt ?? Number.POSITIVE_INFINITY) > now;
    if (group.key !== "" || group.status !== "active" || !isAhead || text(row, "agreement") !== "") return [];
    if (!mayStart(snapshot, group.id, programme.id)) return [];
    const { everyWeeks, durationMinutes, language } = programme;
    const values = { agreement: words.agreement({ everyWeeks, durationMinutes }, language) };
    return [{ kind: "update_page", key: `agreement:${group.id}`, source: "groups", pageId: group.id, values }];
  });
}

/** What the agenda of a group's first meeting says beyond any other: what the one offers and the other seeks. */
export function firstTalkOf(snapshot: Snapshot, programme: Programme, group: Group, session: Session): FirstTalk {
  const format = helpFormat(programme);
  if (format === null || group.facilitatorId === null) return { topics: [], groupUrl: group.url };
  const helperFirst = membersOf(snapshot, group).sort(
    (a, b) => Number(b.id === group.facilitatorId) - Number(a.id === group.facilitatorId),
  );
  const { offers } = groupReasons({
    format,
    members: helperFirst.map(person => candidateIn(person, false)),
    week: mondayOf(localDate(session.startsAt ?? 0, programme.zone)),
    zone: programme.zone,
    nameOf: id => id,
  });
  return { topics: [...new Set(offers.flatMap(({ skills }) => skills))], groupUrl: group.url };
}

type FirstTalk = NonNullable<AgendaFacts["firstTalk"]>;
