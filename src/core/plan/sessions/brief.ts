import type { Group } from "../../domain/group.ts";
import type { Person } from "../../domain/person.ts";
import type { Programme } from "../../domain/programme.ts";
import type { Session } from "../../domain/session.ts";
import { isOfAdvice } from "../../domain/step.ts";
import { keptIn, listedBy } from "../../domain/values/maps.ts";
import { addDays, type Instant, localDate } from "../../domain/values/time.ts";
import { goalNews } from "../../rules/steps/brief.ts";
import { goalsKnown, openStepsOf } from "../../state/openSteps.ts";
import type { PageChange } from "../../state/pageChanges.ts";
import type { Snapshot } from "../../state/snapshot.ts";
import type { AgendaBrief } from "../../words/words.ts";

/** A meeting and who comes. */
interface Meeting {
  programme: Programme;
  group: Group;
  session: Session;
  present: readonly Person[];
}

/**
 * What people come with: the steps they have still to take; and from the day before, where the group has met before, what is new on
 * their goals and which steps are done since. Confidential goals are in none of it.
 */
export function briefOf(
  snapshot: Snapshot,
  { programme, group, session, present }: Meeting,
  now: Instant,
): AgendaBrief {
  const { steps, more } = openStepsOf(snapshot, present, now, programme.zone);
  const nameOf = new Map(present.map(person => [person.id, person.name]));
  const owners = (ids: readonly string[]) => ids.flatMap(id => nameOf.get(id) ?? []);
  const dayBefore = addDays(localDate(session.startsAt ?? now, programme.zone), -1);
  const last = lastMet(snapshot, group, now);
  const since = localDate(now, programme.zone) < dayBefore ? null : (last?.endsAt ?? null);
  return {
    steps: steps.map(step => ({ ...step, owners: owners(step.ownerIds) })),
    moreSteps: more,
    ...(last === null || last.notes === "" ? {} : { notesUrl: last.url }),
    news: since === null ? [] : present.flatMap(person => newsOf(snapshot, person, since)),
    done:
      since === null
        ? []
        : doneSince(snapshot, present, since).map(({ ownerIds, title }) => ({ owners: owners(ownerIds), title })),
  };
}

/** Sessions at which nobody met. */
const NOT_HELD: readonly string[] = ["cancelled", "no_slot", "not_met"];

/** The group's last meeting; null before the first has ended. */
function lastMet({ sessionsByGroup }: Snapshot, { id }: Group, now: Instant): Session | null {
  const held = (sessionsByGroup.get(id) ?? []).filter(
    ({ kind, status, endsAt }) => kind === "session" && !NOT_HELD.includes(status) && endsAt !== null && endsAt <= now,
  );
  return held.sort((a, b) => (b.endsAt ?? 0) - (a.endsAt ?? 0)).at(0) ?? null;
}

function newsOf(snapshot: Snapshot, person: Person, since: Instant): AgendaBrief["news"] {
  const edits = editsOf(snapshot);
  return (snapshot.goalsByOwner.get(person.id) ?? [])
    .filter(goal => !goal.confidential)
    .flatMap(goal => {
      const createdAt = snapshot.rows.get(goal.id)?.createdAt ?? since;
      const news = goalNews(goal, createdAt, edits.get(goal.id) ?? [], since);
      return news === null ? [] : [{ ...news, owner: person.name, title: goal.title }];
    });
}

const editsBySnapshot = new WeakMap<object, ReadonlyMap<string, readonly PageChange[]>>();

function editsOf({ pageChanges }: Snapshot): ReadonlyMap<string, readonly PageChange[]> {
  return keptIn(editsBySnapshot, pageChanges, () =>
    listedBy(pageChanges.map(change => [change.pageId, change] as const)),
  );
}

/** Steps that were ticked since: those of advice where their owner wants it to be known. */
function doneSince(snapshot: Snapshot, present: readonly Person[], since: Instant) {
  const all = present.flatMap(({ id }) => snapshot.stepsByOwner.get(id) ?? []);
  return [...new Set(all)]
    .filter(step => step.isDone && step.editedAt > since && (step.tellsAdviser || !isOfAdvice(step)))
    .filter(({ goalId }) => goalId === null || goalsKnown(snapshot)(goalId)?.confidential === false)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
