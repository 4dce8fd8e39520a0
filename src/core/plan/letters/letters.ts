import { ownerOf } from "../../domain/addresses.ts";
import type { Command, CommandOf } from "../../domain/command.ts";
import { letterEventId, letterMark, SILENT_LETTERS } from "../../domain/letter.ts";
import { isAway, type Person } from "../../domain/person.ts";
import { type Programme, roundNumber, roundOn } from "../../domain/programme.ts";
import { addressKey } from "../../domain/values/address.ts";
import { eachGuarded, guarded } from "../../domain/values/guarded.ts";
import { markOf } from "../../domain/values/hash.ts";
import { keptIn } from "../../domain/values/maps.ts";
import { addDays, atLocal, DAY, type Instant, type Interval, localDate, MINUTE } from "../../domain/values/time.ts";
import { workingTime } from "../../domain/values/workingHours.ts";
import { LETTERS, withinLimit } from "../../rules/guards/limit.ts";
import { actionsOf } from "../../rules/insights/acting.ts";
import { attends, canStillJoin } from "../../rules/scheduling/attending.ts";
import { lettersOf } from "../../state/letters.ts";
import type { PageChange } from "../../state/pageChanges.ts";
import { mayStart, namesOf, participants, type Snapshot } from "../../state/snapshot.ts";
import type { PageChangedLine } from "../../words/letterFacts.ts";
import { toldIn, toldOf } from "../board/suggest.ts";
import { sessionsSince } from "../figures/gather.ts";
import { REMINDED_WITHIN, silentSides } from "../insights/oneSidedFeedback.ts";
import { decidedBy, type Planning } from "../pass/planning.ts";
import { CHANGED_WITHIN, workingDaysAfter } from "../rounds/partners.ts";
import { groupsOf } from "../rounds/roundHistory.ts";
import { feedbackUrl, standingUrl } from "../sessions/invitations.ts";
import { coordinatorWishes } from "./forCoordinator.ts";
import { groupLetters } from "./groupLetters.ts";
import { lowRatings } from "./lowRatings.ts";
import { newsWishes } from "./news.ts";
import { remindWishes } from "./reminding.ts";
import { stillInWishes } from "./stillIn.ts";
import { kickOffWishes, surveyAsks, unreadNamesWishes } from "./surveyAsk.ts";
import type { LetterWish } from "./wish.ts";

/**
 * The letters that are due: each once, and no more to a person in a week than they should get, with what the help board tells
 * them in the same pass; what is over waits.
 */
export function decideLetters(planning: Planning): Command[] {
  return lettersFor(planning, wishesOf(planning.snapshot, planning.now));
}

function wishesOf(snapshot: Snapshot, now: Instant): LetterWish[] {
  const running = snapshot.programmes.filter(programme => mayStart(snapshot, programme.id));
  const wishes = guarded(
    "page changed",
    null,
    () => pageChangedWishes(snapshot, now),
    () => [],
  );
  const ofProgrammes = running.flatMap(programme => {
    const own = (where: string, wishes: () => LetterWish[]) => guarded(where, programme.id, wishes, () => []);
    return [
      ...own("first letter", () => kickOffWishes(snapshot, programme, now)),
      ...own("names unread", () => unreadNamesWishes(snapshot, programme)),
      ...own("survey letter", () => surveyAsks(snapshot, programme, now)),
      ...own("reminder asked for", () => remindWishes(snapshot, programme, now)),
      ...own("feedback reminder", () => feedbackReminders(snapshot, programme, now)),
      ...own("change of group", () => changeOffers(snapshot, programme, now)),
      ...own("letter to the coordinator", () => coordinatorWishes(snapshot, programme, now)),
      ...own("still in", () => stillInWishes(snapshot, programme, now, standingUrl(snapshot, programme.id, null))),
      ...own("group", () => groupLetters(snapshot, programme, now, standingUrl(snapshot, programme.id, null))),
      ...own("news", () => newsWishes(snapshot, programme, now)),
      ...own("not this round", () => notThisRoundWishes(snapshot, programme, now)),
    ];
  });
  const isOfPage = ({ kind }: LetterWish) => kind === "for_coordinator" || kind === "page_changed";
  return [...wishes, ...ofProgrammes].filter(wish => isOfPage(wish) || mayStart(snapshot, wish.personId));
}

/** The commands that send what is wished for and was not sent yet, as far as each person's week has room. */
function lettersFor(planning: Planning, wishes: readonly LetterWish[]): CommandOf<"send_letter">[] {
  const { snapshot, now, words } = planning;
  const sent = lettersOf(snapshot);
  const told = [...toldOf(snapshot), ...toldIn(decidedBy(planning, "help board"), now)];
  const due = wishes
    .map(wish => ({ ...wish, ...LETTERS[wish.kind], id: letterEventId(wish) }))
    .filter(wish => !snapshot.events.has(wish.id) && snapshot.people.has(wish.personId));
  const zoneOf = (id: string) => snapshot.people.get(id)?.zone ?? "UTC";
  const taken = new Map<string, Set<Instant>>();
  for (const { personId, eventId } of sent) takenBy(taken, personId).add(snapshot.events.get(eventId)?.startsAt ?? 0);
  const letter = (wish: (typeof due)[number]): CommandOf<"send_letter">[] => {
    const person = snapshot.people.get(wish.personId);
    if (person === undefined) return [];
    // That they are away may be just what is told.
    const reader = wish.kind === "page_changed" ? { ...person, status: "active" as const, away: null } : person;
    const morning = nextMorning(reader, now, takenBy(taken, person.id));
    if (morning === null) return [];
    takenBy(taken, person.id).add(morning.startsAt);
    const { title, text } = words.letter(wish.facts, wish.programme.language);
    const mark = letterMark({ sentAt: now, also: wish.also ?? [] });
    const silent = SILENT_LETTERS.has(wish.kind) ? { isSilent: true } : {};
    const to = { zone: person.zone, email: wish.to ?? person.email };
    const draft = { ...morning, title, description: text, ...to, mark, ...silent };
    return [{ kind: "send_letter", key: `letter:${wish.id}`, eventId: wish.id, draft }];
  };
  return eachGuarded("letter", withinLimit(due, told, now, zoneOf).now, letter, wish => wish.personId);
}

function takenBy(taken: Map<string, Set<Instant>>, personId: string): Set<Instant> {
  return keptIn(taken, personId, () => new Set());
}

/** So long a letter's event is. */
const LETTER_MINUTES = 15;

/** A morning further off is no morning for it: the letter waits until one comes nearer. */
const DAYS_LOOKED_AT = 7;

/**
 * The first quarter of an hour of a person's next working day after today, as their clocks show it, that no other letter of
 * theirs has taken. Null where the next seven days hold none: a leave, or no working hours.
 */
function nextMorning(person: Person, now: Instant, taken: ReadonlySet<Instant>): Interval | null {
  const today = localDate(now, person.zone);
  const quarter = LETTER_MINUTES * MINUTE;
  for (let ahead = 1; ahead <= DAYS_LOOKED_AT; ahead += 1) {
    const day = addDays(today, ahead);
    if (isAway(person, day)) continue;
    const window = { startsAt: atLocal(day, 0, person.zone), endsAt: atLocal(day, 1440, person.zone) };
    for (const stretch of workingTime(person.hours, person.zone, window))
      for (let at = Math.ceil(stretch.startsAt / quarter) * quarter; at + quarter <= stretch.endsAt; at += quarter)
        if (!taken.has(at)) return { startsAt: at, endsAt: at + quarter };
  }
  return null;
}

/**
 * A note to people whose group of the round under way ended and who got no other within two working days: that they are
 * not in this round, and when the next begins. Why is told to nobody.
 */
function notThisRoundWishes(snapshot: Snapshot, programme: Programme, now: Instant): LetterWish[] {
  const today = localDate(now, programme.zone);
  const round = programme.status === "active" ? roundOn(programme, today) : null;
  if (round === null) return [];
  const groups = groupsOf(snapshot, programme).filter(group => group.round === round.number);
  const placed = new Set(groups.filter(group => group.status !== "ended").flatMap(group => group.memberIds));
  const waits = new Set(
    groups
      .filter(group => group.status === "ended")
      .filter(group => workingDaysAfter(editedOn(snapshot, programme, group.id), CHANGED_WITHIN) <= today)
      .flatMap(group => group.memberIds),
  );
  const next = roundNumber(programme, round.number + 1);
  return participants(snapshot, programme.id)
    .filter(({ id }) => waits.has(id) && !placed.has(id))
    .filter(person => person.status === "active" && attends(person, round) && canStillJoin(person, round, today))
    .map(person => ({
      kind: "not_this_round",
      personId: person.id,
      programmeId: programme.id,
      cause: String(round.number),
      programme,
      facts: {
        kind: "not_this_round",
        name: person.name,
        programme: programme.name,
        nextRoundOn: next.startsOn < next.endsOn ? next.startsOn : null,
        coordinators: namesOf(snapshot, programme.coordinatorIds),
      },
    }));
}

function editedOn(snapshot: Snapshot, programme: Programme, groupId: string) {
  return localDate(snapshot.rows.get(groupId)?.editedAt ?? 0, programme.zone);
}

/**
 * While feedback is one-sided and the programme lets Krug act: to each who was at a session of the last week and said nothing
 * of it while others did, its link, once a session. That others answered is not told.
 */
function feedbackReminders(snapshot: Snapshot, programme: Programme, now: Instant): LetterWish[] {
  if (actionsOf(snapshot, programme, "remind_feedback").length === 0) return [];
  const facts = sessionsSince(snapshot, programme, now - REMINDED_WITHIN, now);
  return silentSides(facts, now).flatMap(({ sessionId, personIds }) =>
    personIds.flatMap(personId => {
      const session = snapshot.sessions.get(sessionId);
      const person = snapshot.people.get(personId);
      const url = session === undefined ? null : feedbackUrl(snapshot, programme, session);
      if (session === undefined || person === undefined || url === null || session.startsAt === null) return [];
      return {
        kind: "feedback_reminder",
        personId,
        programmeId: programme.id,
        cause: sessionId,
        programme,
        facts: {
          kind: "feedback_reminder",
          name: person.name,
          programme: programme.name,
          session: session.title,
          startsAt: session.startsAt,
          zone: person.zone,
          url,
        },
      } satisfies LetterWish;
    }),
  );
}

/** In a round's last week, where the programme lets Krug act: to each who may want it, and to nobody else, others to be with. */
function changeOffers(snapshot: Snapshot, programme: Programme, now: Instant): LetterWish[] {
  if (programme.insights !== "act" || programme.status !== "active") return [];
  const round = roundOn(programme, localDate(now, programme.zone));
  if (round === null) return [];
  const { feedback } = sessionsSince(snapshot, programme, atLocal(round.startsOn, 0, programme.zone), now);
  return lowRatings(snapshot, programme, feedback, now).map(({ personId, groupId, roundEndsOn }) => ({
    kind: "change_offer",
    personId,
    programmeId: programme.id,
    cause: groupId,
    programme,
    facts: {
      kind: "change_offer",
      name: snapshot.people.get(personId)?.name ?? "",
      programme: programme.name,
      roundLastsUntil: addDays(roundEndsOn, -1),
    },
  }));
}

// What it decides: who is told that their page was changed: their address, consent or status.
// Idea: an edit is allowed, whoever makes it, and takes effect. Where it starts or stops mail, the page's person hears
//   of it once, under the address they had: an edit that is not theirs does not go unnoticed.
// Source: threat model, "somebody else's page". Cost: one look at each change.

/** What is older is no news any more. */
const NEWS_DAYS = 14;

/** A letter to each person whose page was changed so that mail follows; all that goes to one address in one letter. */
function pageChangedWishes(snapshot: Snapshot, now: Instant): LetterWish[] {
  const fresh = snapshot.pageChanges.filter(change => change.at > now - NEWS_DAYS * DAY);
  const letters = new Map<string, { person: Person; to: string; changes: PageChange[] }>();
  for (const change of fresh) {
    const person = snapshot.people.get(change.pageId);
    if (person === undefined || isToldAlready(snapshot, change)) continue;
    const to = toldUnder(snapshot, change, person);
    if (to === null || !isWrittenTo(snapshot, to) || !hasMailFollowing(snapshot, person, change, now)) continue;
    const place = `${person.id} ${to}`;
    const letter = letters.get(place) ?? { person, to, changes: [] };
    letters.set(place, { ...letter, changes: [...letter.changes, change] });
  }
  return [...letters.values()].flatMap(letter => wishFor(snapshot, letter));
}

/**
 * The address they had when it was changed: that of before, where the address is what changed then or later. Only one that is
 * theirs: what stood on their page may have been somebody else's. Null where nobody is to be told, for another address also
 * where it is the old one again.
 */
function toldUnder(snapshot: Snapshot, change: PageChange, person: Person): string | null {
  const isOwn = (email: string) => ownerOf(snapshot.addresses, email) === person.id;
  if (change.what === "email")
    return isOwn(change.was) && addressKey(change.was) !== addressKey(person.email) ? change.was : null;
  const later = snapshot.pageChanges.filter(
    one => one.pageId === change.pageId && one.what === "email" && one.at >= change.at,
  );
  return later.find(({ was }) => isOwn(was))?.was ?? person.email;
}

/** Whether mail follows from a change, or stops. */
function hasMailFollowing(snapshot: Snapshot, person: Person, change: PageChange, now: Instant): boolean {
  if (change.what === "email") return true;
  const takesPart = snapshot.programmes.some(
    programme =>
      programme.status === "active" && participants(snapshot, programme.id).some(({ id }) => id === person.id),
  );
  const isIn = change.what === "consent" ? person.consentedOn !== null : person.status === "active";
  return isIn ? takesPart : holdsInvitation(snapshot, person, now);
}

/** People never written to or invited hear nothing: all that reaches them is news anyway. */
function isWrittenTo(snapshot: Snapshot, email: string): boolean {
  const key = addressKey(email);
  return [...snapshot.events.values()].some(event =>
    event.guests.some(guest => (guest.as ?? [guest.email]).some(address => addressKey(address) === key)),
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
  const own = snapshot.programmes.filter(programme => person.programmeIds.includes(programme.id));
  const programme = own.find(programme => programme.status === "active") ?? own[0] ?? snapshot.programmes[0];
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

function lineOf(what: PageChangedLine["what"], person: Person): PageChangedLine {
  switch (what) {
    case "email":
      return { what, is: person.email };
    case "consent":
      return { what, is: person.consentedOn };
    case "status":
      return { what, is: person.status };
  }
}
