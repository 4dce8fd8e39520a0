import type { Command, Values } from "../../domain/command.ts";
import type { EventDraft } from "../../domain/event.ts";
import type { Gathering } from "../../domain/gathering.ts";
import type { Problem } from "../../domain/problem.ts";
import type { Programme } from "../../domain/programme.ts";
import { withoutEnds } from "../../domain/values/ends.ts";
import { eachGuarded } from "../../domain/values/guarded.ts";
import type { Instant } from "../../domain/values/time.ts";
import { syncSession } from "../../rules/sync/session.ts";
import { mayStart, personByEmail, type Snapshot } from "../../state/snapshot.ts";
import { isToldOn } from "../../state/writing.ts";
import type { Words } from "../../words/words.ts";
import type { Planning } from "../pass/planning.ts";
import { comingTo, liveEvent, programmesFor, seatingOf } from "./invited.ts";

/**
 * Every webinar and class and its event, kept in step by the rules for sessions: who is invited, what the invitation
 * says, and what moved, was renamed or was called off on either side. Those in the trash are called off with the sessions.
 */
export function decideGatherings({ snapshot, now, words }: Planning): Command[] {
  return eachGuarded("gathering", snapshot.gatherings.values(), gathering => {
    const programme = programmesFor(snapshot, gathering)[0];
    if (programme === undefined || gathering.endsAt <= now) return [];
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

/** What Krug writes on the pages of webinars and classes: who comes, replies and links; places while it is to come. */
export function gatheringColumns(snapshot: Snapshot, gathering: Gathering, now: Instant, words: Words): Values {
  const link = snapshot.links.get(gathering.id);
  // An event that was not read since it was made says nothing yet.
  if (link !== undefined && !snapshot.events.has(link.eventId)) return {};
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
