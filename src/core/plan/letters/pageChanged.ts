// What it decides: who is told that their page was changed: their address, consent or status.
// Idea: an edit is allowed, whoever makes it, and takes effect. Where it starts or stops mail, the page's person hears
//   of it once, under the address they had: an edit that is not theirs does not go unnoticed.
// Source: threat model, "somebody else's page". Cost: one look at each change.

import type { Person } from "../../domain/person.ts";
import { addressKey } from "../../domain/values/address.ts";
import { markOf } from "../../domain/values/hash.ts";
import { DAY, type Instant } from "../../domain/values/time.ts";
import { lettersOf } from "../../state/letters.ts";
import type { PageChange } from "../../state/pageChanges.ts";
import { namesOf, participants, type Snapshot } from "../../state/snapshot.ts";
import type { PageChangedLine } from "../../words/letterFacts.ts";
import type { LetterWish } from "./wish.ts";

/** What is older is no news any more. */
const NEWS_DAYS = 14;

/** A letter to each person whose page was changed so that mail follows; all that goes to one address in one letter. */
export function pageChangedWishes(snapshot: Snapshot, now: Instant): LetterWish[] {
  const fresh = snapshot.pageChanges.filter(change => change.at > now - NEWS_DAYS * DAY);
  const letters = new Map<string, { person: Person; to: string; changes: PageChange[] }>();
  for (const change of fresh) {
    const person = snapshot.people.get(change.pageId);
    if (person === undefined || isToldAlready(snapshot, change)) continue;
    const to = toldUnder(snapshot.pageChanges, change, person);
    if (!isWrittenTo(snapshot, to) || !hasMailFollowing(snapshot, person, change, now)) continue;
    const place = `${person.id} ${to}`;
    const known = letters.get(place) ?? { person, to, changes: [] };
    letters.set(place, { ...known, changes: [...known.changes, change] });
  }
  return [...letters.values()].flatMap(letter => wishFor(snapshot, letter));
}

/** The address they had when it was changed: that of before, where the address is what changed then or later. */
function toldUnder(all: readonly PageChange[], change: PageChange, person: Person): string {
  const later = all.find(one => one.pageId === change.pageId && one.what === "email" && one.at >= change.at);
  return later?.was ?? person.email;
}

/** Whether mail follows from a change, or stops. */
function hasMailFollowing(snapshot: Snapshot, person: Person, change: PageChange, now: Instant): boolean {
  if (change.what === "email") return true;
  const takesPart = snapshot.programmes.some(
    one => one.status === "active" && participants(snapshot, one.id).some(({ id }) => id === person.id),
  );
  const isIn = change.what === "consent" ? person.consentedOn !== null : person.status === "active";
  return isIn ? takesPart : holdsInvitation(snapshot, person, now);
}

/** People never written to or invited hear nothing: all that reaches them is news anyway. */
function isWrittenTo(snapshot: Snapshot, email: string): boolean {
  const key = addressKey(email);
  return [...snapshot.events.values()].some(event =>
    event.guests.some(guest => (guest.as ?? [guest.email]).some(one => addressKey(one) === key)),
  );
}

function holdsInvitation(snapshot: Snapshot, { email }: Person, now: Instant): boolean {
  return [...snapshot.links.values()].some(
    ({ base }) => !base.isCancelled && base.startsAt > now && base.guestEmails.includes(email),
  );
}

function isToldAlready(snapshot: Snapshot, change: PageChange): boolean {
  const mark = markIn(change);
  return lettersOf(snapshot).some(
    ({ kind, personId, cause, also }) =>
      kind === "page_changed" && personId === change.pageId && [cause, ...also].includes(mark),
  );
}

function markIn({ what, was, at }: PageChange): string {
  return markOf([what, was, at]);
}

function wishFor(
  snapshot: Snapshot,
  { person, to, changes }: { person: Person; to: string; changes: readonly PageChange[] },
): LetterWish[] {
  const [first, ...rest] = changes;
  const own = snapshot.programmes.filter(one => person.programmeIds.includes(one.id));
  const programme = own.find(one => one.status === "active") ?? own[0] ?? snapshot.programmes[0];
  if (first === undefined || programme === undefined) return [];
  const whats = new Set(changes.map(({ what }) => what));
  return [
    {
      kind: "page_changed",
      personId: person.id,
      programmeId: programme.id,
      cause: markIn(first),
      also: rest.map(markIn),
      to,
      programme,
      facts: {
        kind: "page_changed",
        name: person.name,
        programme: programme.name,
        changes: (["email", "consent", "status"] as const)
          .filter(what => whats.has(what))
          .map(what => lineOf(what, person)),
        pageUrl: person.url,
        coordinators: namesOf(snapshot, programme.coordinatorIds),
      },
    },
  ];
}

function lineOf(what: PageChange["what"], person: Person): PageChangedLine {
  switch (what) {
    case "email":
      return { what, is: person.email };
    case "consent":
      return { what, is: person.consentedOn };
    case "status":
      return { what, is: person.status };
  }
}
