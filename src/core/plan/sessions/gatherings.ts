import type { Command, Values } from "../../domain/command.ts";
import type { EventCopy, EventDraft, Guest } from "../../domain/event.ts";
import type { Gathering } from "../../domain/gathering.ts";
import { isAwayAt, type Person } from "../../domain/person.ts";
import type { Problem } from "../../domain/problem.ts";
import type { Programme } from "../../domain/programme.ts";
import { skillIdentity } from "../../domain/skill.ts";
import { withoutEnds } from "../../domain/values/ends.ts";
import { eachGuarded } from "../../domain/values/guarded.ts";
import { difference, union } from "../../domain/values/intervals.ts";
import { DAY, type Instant } from "../../domain/values/time.ts";
import { workingTime } from "../../domain/values/workingHours.ts";
import { syncSession } from "../../rules/sync/session.ts";
import { saidUntil } from "../../state/settled/parts.ts";
import { eventOfPage, invitedTo, mayStart, participants, personByEmail, type Snapshot } from "../../state/snapshot.ts";
import { isToldOn } from "../../state/writing.ts";
import type { Words } from "../../words/words.ts";
import type { Planning } from "../pass/planning.ts";
import { ownWord } from "./ownWord.ts";
import { dealPlaces } from "./places.ts";

/**
 * Every webinar and class and its event, kept in step by the rules for sessions: who is invited, what the invitation
 * says, and what moved, was renamed or was called off on either side. Those in the trash are called off with the sessions.
 */
export function decideGatherings(planning: Planning): Command[] {
  const { snapshot, now, words } = planning;
  return eachGuarded("gathering", snapshot.gatherings.values(), gathering => {
    const programme = programmesFor(snapshot, gathering)[0];
    if (gathering.endsAt <= now) return [];
    if (programme === undefined) return ownWord(planning, gathering, "gatherings");
    const link = snapshot.links.get(gathering.id) ?? null;
    const event = snapshot.events.get(link?.eventId ?? "") ?? null;
    const draft = draftOf(snapshot, gathering, programme, words);
    if (link === null && (draft.guestEmails.length === 0 || !mayStart(snapshot, gathering.id))) return [];
    const { language } = programme;
    const isTold = isToldOn(snapshot, gathering.id, language, words);
    return syncSession({ session: gathering, source: "gatherings", link, event, draft, now, language, words, isTold });
  });
}

/** An address among other words, within the longest an address can be; the limits bound the search at each start. */
const ADDRESS = /[<(]?[^\s@<>,;()]{1,64}@[^\s@<>,;()]{1,254}[>)]?/g;

function draftOf(snapshot: Snapshot, gathering: Gathering, { zone, language }: Programme, words: Words): EventDraft {
  const { title, startsAt, endsAt, skills, where, description, url: pageUrl } = gathering;
  const seating = seatingOf(snapshot, gathering);
  const hosts = gathering.hostIds.flatMap(id => snapshot.people.get(id)?.name ?? []);
  const others = withoutEnds(gathering.otherHosts.replace(ADDRESS, ""), " \n\r\t\u00a0,;");
  const facts = {
    hosts: [...hosts.sort((a, b) => a.localeCompare(b)), ...(others === "" ? [] : [others])],
    skills,
    where,
    description,
    pageUrl,
    hasPlaces: gathering.places !== null,
  };
  return {
    title,
    description: words.gathering(facts, language),
    startsAt,
    endsAt,
    zone,
    guestEmails: seating.guestEmails,
    // A class is its host's and the organiser's to move, not any guest's.
    guestsMayMove: false,
    asksAnew: seating.asksAnew,
  };
}

/**
 * What Krug writes on the pages of webinars and classes: who comes, replies and links; places while it is to come. It stays in the words of
 * then once nothing is said of it any more.
 */
export function gatheringColumns(snapshot: Snapshot, gathering: Gathering, now: Instant, words: Words): Values {
  const link = snapshot.links.get(gathering.id);
  // An event that was not read since it was made says nothing yet.
  if (link !== undefined && !snapshot.events.has(link.eventId)) return {};
  if (saidUntil(gathering, eventOfPage(snapshot, gathering.id)) <= now) return {};
  const event = liveEvent(snapshot, gathering);
  const isToCome = gathering.status === "planned" && gathering.startsAt > now;
  const seating = isToCome ? seatingOf(snapshot, gathering) : null;
  const language = programmesFor(snapshot, gathering)[0]?.language ?? "en";
  const replies = (event?.guests ?? [])
    .map(guest => ({ name: personByEmail(snapshot, guest.email)?.name ?? guest.email, reply: guest.reply }))
    .sort((a, b) => a.name.localeCompare(b.name));
  return {
    coming: comingTo(snapshot, gathering),
    replies: words.replies(replies, language),
    placesLeft: seating?.left ?? null,
    waiting: seating === null || gathering.places === null ? null : seating.waitingIds.length,
    meet: event?.meetLink ?? null,
    calendar: event?.htmlLink ?? null,
  };
}

/** What a page of *Events* is told beside what is wrong on it: nobody to invite, or more who come than places. */
export function gatheringProblems(snapshot: Snapshot, gathering: Gathering, now: Instant): Problem[] {
  if (gathering.status === "cancelled" || gathering.startsAt <= now) return [];
  const { accepted, taken, waitingIds } = seatingOf(snapshot, gathering);
  if (gathering.places !== null && accepted > gathering.places)
    return [{ code: "gathering_overbooked", accepted, places: gathering.places }];
  return taken + waitingIds.length === 0 ? [{ code: "gathering_for_nobody" }] : [];
}

/** "Lately" when places are given: days before a webinar or class in which people were at another. */
const LATELY_DAYS = 90;

/** A webinar or class as it stands between its page and its event. */
interface Seating {
  /** The people Krug invites, hosts among them; addresses in order, each once. */
  guestEmails: string[];
  /** Places taken: everybody on the event but hosts who has not declined, and who is invited now. */
  taken: number;
  /** Null without a limit; never under 0. */
  left: number | null;
  /** People who would come if there were a place, the next first. */
  waitingIds: string[];
  /** How many said they come, hosts apart. */
  accepted: number;
  /** True where those who declined may be asked anew about another time: there is a place for each of them. */
  asksAnew: boolean;
}

/** The active programmes a webinar or class is for, in a fixed order: those on its page, or all. */
export function programmesFor(snapshot: Snapshot, gathering: Gathering): Programme[] {
  return snapshot.programmes
    .filter(programme => programme.status === "active")
    .filter(programme => gathering.programmeIds.length === 0 || gathering.programmeIds.includes(programme.id))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * Who is invited to a webinar or class, how many places are taken, and who waits.
 *
 * Hosts always are once they consented, and take no place. Then come those who are interested by their own word, whatever their programme and
 * hours; then the participants of its programmes who seek one of its skills in any spelling (all of them where it names none)
 * and in whose working hours it lies. All of them consented and are there on that day. The sessions people can take a week do
 * not count: nobody has to come. People once invited stay invited unless they go on leave; a decline frees the place.
 */
function seatingOf(snapshot: Snapshot, gathering: Gathering): Seating {
  const event = liveEvent(snapshot, gathering);
  const link = snapshot.links.get(gathering.id);
  const before = link === undefined || link.base.isCancelled ? [] : link.base.guestEmails;
  const hosts = hostEmails(snapshot, gathering);
  const isHost = (email: string) => isHosting(snapshot, gathering, email);
  const guests: readonly Guest[] =
    event?.guests.filter(guest => !isHost(guest.email)) ??
    before.filter(email => !isHost(email)).map(email => ({ email, reply: "needsAction" }));
  const stay = before.filter(email => !isHost(email) && isStill(snapshot, email, gathering.startsAt));
  const going = new Set(before.filter(email => !stay.includes(email)));
  const declined = guests.filter(guest => guest.reply === "declined").length;
  const held = guests.filter(guest => guest.reply !== "declined" && !going.has(guest.email)).length;
  const seen = new Set([...before, ...guests.map(guest => guest.email)]);
  const hopefuls = mayCome(snapshot, gathering).filter(person => !isHost(person.email) && !seen.has(person.email));
  const attended = attendedLately(snapshot, gathering);
  const dealt = dealPlaces(
    { places: gathering.places, held, seed: gathering.id },
    hopefuls.map(({ id }) => ({
      id,
      isInterested: gathering.interestedIds.includes(id),
      lately: attended.get(id) ?? 0,
    })),
  );
  const invited = dealt.invited.flatMap(id => snapshot.people.get(id)?.email ?? []);
  const taken = held + invited.length;
  return {
    guestEmails: [...new Set([...hosts, ...stay, ...invited])].sort(),
    taken,
    left: gathering.places === null ? null : Math.max(0, gathering.places - taken),
    waitingIds: dealt.waiting,
    accepted: guests.filter(guest => guest.reply === "accepted").length,
    asksAnew: gathering.places === null || taken + declined <= gathering.places,
  };
}

/** The event of a webinar or class, as far as it is known and on. */
function liveEvent(snapshot: Snapshot, gathering: Pick<Gathering, "id">): EventCopy | null {
  const event = eventOfPage(snapshot, gathering.id);
  return event === undefined || event.isCancelled ? null : event;
}

/** The people who said they come to a webinar or class, hosts apart; each once, in a fixed order. */
function comingTo(snapshot: Snapshot, gathering: Gathering): string[] {
  const accepted = (liveEvent(snapshot, gathering)?.guests ?? [])
    .filter(guest => guest.reply === "accepted" && !isHosting(snapshot, gathering, guest.email))
    .flatMap(guest => personByEmail(snapshot, guest.email)?.id ?? []);
  return [...new Set(accepted)].sort();
}

/**
 * People who had a place at a past webinar or class: those who said they come and those who were there, except hosts;
 * and whether they came, null while nobody entered who came.
 */
export function visitsOf(snapshot: Snapshot, gathering: Gathering): { personId: string; came: boolean | null }[] {
  const came = gathering.cameIds.filter(id => !gathering.hostIds.includes(id));
  const isEntered = gathering.cameIds.length > 0;
  return [...new Set([...comingTo(snapshot, gathering), ...came])]
    .sort()
    .map(personId => ({ personId, came: isEntered ? came.includes(personId) : null }));
}

/** How many webinars and classes each was at in the days before this: as people entered, else by acceptances. */
function attendedLately(snapshot: Snapshot, gathering: Gathering): Map<string, number> {
  const timesAttended = new Map<string, number>();
  for (const other of snapshot.gatherings.values()) {
    const isLately =
      other.endsAt <= gathering.startsAt &&
      other.endsAt > gathering.startsAt - LATELY_DAYS * DAY &&
      other.id !== gathering.id;
    if (!isLately || other.status === "cancelled") continue;
    for (const id of other.cameIds.length > 0 ? other.cameIds : comingTo(snapshot, other))
      timesAttended.set(id, (timesAttended.get(id) ?? 0) + 1);
  }
  return timesAttended;
}

function isHosting(snapshot: Snapshot, { hostIds, hostEmails: others }: Gathering, email: string): boolean {
  const isOther = others.some(other => mainAddress(snapshot, other) === email);
  return isOther || hostIds.includes(personByEmail(snapshot, email)?.id ?? "");
}

function hostEmails(snapshot: Snapshot, gathering: Gathering): string[] {
  if (!mayStart(snapshot, gathering.id) && snapshot.links.has(gathering.id)) return invitedHosts(snapshot, gathering);
  const hostAddresses = gathering.hostIds.flatMap(id => {
    const person = snapshot.people.get(id);
    if (person === undefined || person.status === "left") return [];
    // Who is in no programme only speaks, and has nothing to consent to.
    const awaitsConsent = person.consentedOn === null && person.programmeIds.length > 0;
    return awaitsConsent && !invitedTo(snapshot, gathering.id).has(person.email) ? [] : person.email;
  });
  return [...new Set([...hostAddresses, ...gathering.hostEmails.map(email => mainAddress(snapshot, email))])];
}

/** Of a page that nothing new starts from: the hosts who are invited already. */
function invitedHosts(snapshot: Snapshot, gathering: Gathering): string[] {
  const invited = snapshot.links.get(gathering.id)?.base.guestEmails ?? [];
  return invited.filter(email => isHosting(snapshot, gathering, email));
}

function isStill(snapshot: Snapshot, email: string, at: Instant): boolean {
  const person = personByEmail(snapshot, email);
  if (person === null && snapshot.unsure.size > 0) return true;
  return person !== null && person.consentedOn !== null && !isAwayAt(person, at);
}

function mayCome(snapshot: Snapshot, gathering: Gathering): Person[] {
  const identity = skillIdentity();
  const skills = new Set(gathering.skills.map(identity));
  const isWanted = (person: Person) => skills.size === 0 || person.seeks.some(skill => skills.has(identity(skill)));
  // A page with an unknown word asks nobody: those already invited stay.
  if (!mayStart(snapshot, gathering.id)) return [];
  const byThemselves = gathering.interestedIds.flatMap(id => snapshot.people.get(id) ?? []);
  const seekers = programmesFor(snapshot, gathering)
    .filter(programme => mayStart(snapshot, programme.id))
    .flatMap(programme => participants(snapshot, programme.id))
    .filter(person => isWanted(person) && isInHours(person, gathering));
  return [...new Set([...byThemselves, ...seekers])].filter(
    person => !isAwayAt(person, gathering.startsAt) && mayStart(snapshot, person),
  );
}

function isInHours(person: Person, { startsAt, endsAt }: Gathering): boolean {
  const span = { startsAt, endsAt };
  return difference([span], union(workingTime(person.hours, person.zone, span))).length === 0;
}

/** The main address of whoever an address belongs to; the address itself where that is nobody Krug knows. */
function mainAddress(snapshot: Snapshot, email: string): string {
  return personByEmail(snapshot, email)?.email ?? email;
}
