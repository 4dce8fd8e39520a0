import type { Call } from "../call.ts";
import { calendarError, invalidValue } from "../errors.ts";
import type { GoogleState } from "../state.ts";
import { conferenceAfter } from "./conference.ts";
import { differingFields, onlyRemindersDiffer, same, writableJson, writablePart } from "./differences.ts";
import { type Draft, draftOf, mergePatch } from "./eventDraft.ts";
import { guestChange, selfEntry, settleReplies, syncCopies, withReply } from "./guests.ts";
import { countInvitations, mail, mailOrganizer, type SendUpdates } from "./mails.ts";
import {
  type Attendee,
  type CalendarRecord,
  type EventCopy,
  ensureCopy,
  isOrganizerCopy,
  type SharedEvent,
  type SharedFields,
  touch,
  touchAll,
} from "./model.ts";
import { carryToInstances } from "./seriesChanges.ts";

type Json = Record<string, unknown>;

/** Makes an event in a calendar, with the guests' copies and mails. @throws ApiError 400, 403 or 409. */
export function createEvent(
  call: Call,
  calendar: CalendarRecord,
  importing: boolean,
  body: Json = call.body,
): EventCopy {
  const { state, caller } = call;
  const id = (body.id as string | undefined) ?? state.identifiers.eventId();
  checkId(id, body, importing);
  if (calendar.events.has(id)) {
    throw calendarError(409, "duplicate", "The requested identifier already exists.");
  }
  const draft = draftOf(mergePatch({}, known(call, writablePart(body))), calendar.timeZone, state.switches);
  checkRobot(call, [], draft.shared.attendees);
  if (PRIMARY_ONLY.has(draft.shared.eventType) && !calendar.primary) {
    throw calendarError(400, "eventTypeRestriction", "Such events can only stand in a primary calendar.", {
      domain: "calendar",
    });
  }
  const mine = new Set([calendar.id, caller.email]);
  settleGuests(state, draft.shared, [], mine);
  const guests = draft.shared.attendees ?? [];
  if (!importing) countInvitations(state, caller.email, guests.filter(guest => !mine.has(guest.email)).length);
  const conference = conferenceAfter(state, null, draft.shared, call.query.number("conferenceDataVersion") ?? 0, true);
  const organizer = body.organizer as { email?: string; displayName?: string } | undefined;
  const imported = importing && organizer?.email !== undefined && organizer.email !== calendar.id;
  const event: SharedEvent = {
    id,
    iCalUID: (body.iCalUID as string | undefined) ?? `${id}@google.com`,
    organizer: imported ? organizer.email! : calendar.id,
    ...(imported && organizer.displayName !== undefined ? { organizerName: organizer.displayName } : {}),
    creator: caller.email,
    created: state.clock.now(),
    sequence: 0,
    imported,
    fields: draft.shared,
    startsAt: draft.startsAt,
    endsAt: draft.endsAt,
    allDay: draft.allDay,
    series: draft.series,
    conference,
    master: null,
    originalStart: draft.startsAt,
    exceptions: new Map(),
    lostInstances: new Map(),
    copies: new Map(),
  };
  const copy = ensureCopy(state, event, calendar)!;
  copy.own = draft.own;
  if (!importing) syncCopies(state, event, []);
  touchAll(state, event);
  if (!importing) {
    mail(
      state,
      event,
      "invitation",
      guests.map(guest => guest.email),
      caller.email,
      sendUpdatesOf(call),
    );
  }
  return copy;
}

/** Changes an event through one of its copies: PATCH lays the body over it, PUT puts the body in its place. */
export function changeEvent(call: Call, copy: EventCopy, replace: boolean): void {
  const { event, calendar } = copy;
  const written = known(call, writablePart(call.body));
  const before = writableJson(copy);
  const merged = mergePatch(replace ? {} : before, written);
  if (!knowsAttachments(call) && before.attachments !== undefined) merged.attachments = before.attachments;
  if (merged.eventType !== undefined && merged.eventType !== event.fields.eventType) {
    throw calendarError(400, "eventTypeRestriction", "The event type of an event cannot be changed.", {
      domain: "calendar",
    });
  }
  if (event.master !== null && (merged.recurrence as unknown[] | undefined)?.length) {
    throw invalidValue("An instance of a recurring event cannot have a recurrence.");
  }
  const draft = draftOf({ ...merged, eventType: event.fields.eventType }, calendar.timeZone, call.state.switches);
  const mentionsConference = replace || Object.hasOwn(call.body, "conferenceData");
  if (isOrganizerCopy(copy)) changeAsOrganizer(call, copy, draft, mentionsConference);
  else changeAsGuest(call, copy, draft, mentionsConference);
}

/** What of a body counts: attachments only of a caller that says it knows of them. */
function known(call: Call, { attachments, ...written }: Json): Json {
  return attachments === undefined || !knowsAttachments(call) ? written : { ...written, attachments };
}

function knowsAttachments(call: Call): boolean {
  return call.query.flag("supportsAttachments") === true;
}

/** Which mails a call asks for. */
export function sendUpdatesOf(call: Call): SendUpdates {
  const asked = call.query.text("sendUpdates");
  if (asked !== null) return asked as SendUpdates;
  return call.query.flag("sendNotifications") ? "all" : "none";
}

function changeAsOrganizer(call: Call, copy: EventCopy, draft: Draft, mentionsConference: boolean): void {
  const { state, caller } = call;
  const { event } = copy;
  const before = event.fields.attendees ?? [];
  checkRobot(call, before, draft.shared.attendees);
  settleGuests(state, draft.shared, before, new Set([copy.calendar.id, caller.email]));
  const conference = nextConference(call, event, draft, mentionsConference);
  if (event.master !== null) spreadVisibility(state, event, event.master, draft.shared);
  applyShared(call, copy, draft, conference, new Set([caller.email, event.organizer]));
}

/** A stricter visibility of one instance becomes that of its series; a looser one does not count. */
function spreadVisibility(state: GoogleState, event: SharedEvent, master: SharedEvent, written: SharedFields): void {
  const strictness = ({ visibility = "default" }: SharedFields) =>
    visibility === "private" || visibility === "confidential" ? 1 : 0;
  if (strictness(written) > strictness(master.fields)) {
    for (const one of [master, ...master.exceptions.values()]) {
      if (one === event) continue;
      one.fields = { ...one.fields, visibility: written.visibility };
      touchAll(state, one);
    }
    return;
  }
  if (strictness(written) === strictness(master.fields)) return;
  if (master.fields.visibility === undefined) delete written.visibility;
  else written.visibility = master.fields.visibility;
}

function changeAsGuest(call: Call, copy: EventCopy, draft: Draft, mentionsConference: boolean): void {
  const { state, caller } = call;
  const { event, calendar } = copy;
  const before = event.fields.attendees ?? [];
  const written = draft.shared.attendees ?? [];
  const reply = written.find(attendee => attendee.email === calendar.id);
  const old = selfEntry(copy);
  const conference = nextConference(call, event, draft, mentionsConference);
  takeOwnView(copy, draft);
  const change = guestChange(before, written);
  const repliesOnly = written.length === 1 && reply !== undefined;
  const mayModify = event.fields.guestsCanModify === true;
  const invites = change.added.length > 0;
  const changesFields = conference !== event.conference || differingFields(event.fields, draft.shared).size > 0;
  if (changesFields && !mayModify) throw forbiddenForNonOrganizer();
  if (invites && !mayModify && event.fields.guestsCanInviteOthers === false) throw forbiddenForNonOrganizer();
  let attendees: Attendee[];
  if (mayModify && !repliesOnly) attendees = settleReplies(state, before, written, new Set([calendar.id]));
  else {
    attendees =
      reply === undefined || old === undefined ? [...before] : withReply(before, calendar.id, replyOf(reply, old));
    const invited = written.filter(attendee => change.added.includes(attendee.email));
    attendees.push(...settleReplies(state, [], invited, new Set()));
  }
  if (attendees.length > 0) draft.shared.attendees = attendees;
  else delete draft.shared.attendees;
  const now = attendees.find(attendee => attendee.email === calendar.id);
  const replied = old !== undefined && now !== undefined && now.responseStatus !== old.responseStatus;
  if (replied && now.responseStatus !== "declined") copy.gone = false;
  applyShared(call, copy, draft, conference, new Set([caller.email, calendar.id]));
  if (replied) mailOrganizer(state, event, "reply", calendar.id, sendUpdatesOf(call), now.responseStatus);
}

/** Puts a valid draft into the event, its copies, its instances and the outbox. */
function applyShared(
  call: Call,
  copy: EventCopy,
  draft: Draft,
  conference: SharedEvent["conference"],
  silent: ReadonlySet<string>,
): void {
  const { state, caller } = call;
  const { event } = copy;
  const old = event.fields;
  const guests = guestChange(old.attendees ?? [], draft.shared.attendees ?? []);
  countInvitations(state, caller.email, guests.added.filter(email => !silent.has(email)).length);
  const changed = differingFields(old, draft.shared);
  const moved = changed.has("start") || changed.has("end") || changed.has("recurrence");
  if (moved && state.switches.resetRepliesOnMove && draft.shared.attendees !== undefined) {
    draft.shared.attendees = draft.shared.attendees.map(attendee =>
      silent.has(attendee.email) ? attendee : { ...attendee, responseStatus: "needsAction" },
    );
  }
  const sharedChanged =
    changed.size > 0 || conference !== event.conference || !same(old.attendees ?? [], draft.shared.attendees ?? []);
  const restored = old.status === "cancelled" && draft.shared.status !== "cancelled";
  const ownChanged = !same(copy.own, draft.own);
  const onlyReminders = ownChanged && !sharedChanged && onlyRemindersDiffer(copy.own, draft.own);
  copy.own = draft.own;
  if (!sharedChanged) {
    touch(state, copy, !onlyReminders);
    return;
  }
  const before = { startsAt: event.startsAt, series: event.series };
  event.fields = draft.shared;
  event.startsAt = draft.startsAt;
  event.endsAt = draft.endsAt;
  event.allDay = draft.allDay;
  event.series = draft.series;
  const newConference = conference !== event.conference;
  event.conference = conference;
  if (moved || restored) event.sequence += 1;
  syncCopies(state, event, guests.added);
  touchAll(state, event);
  if (event.exceptions.size > 0 || (moved && (before.series ?? event.series) !== null)) {
    carryToInstances(state, event, old, before.series, changed, guests);
  }
  const sendUpdates = sendUpdatesOf(call);
  const audience = (draft.shared.attendees ?? []).map(attendee => attendee.email).filter(email => !silent.has(email));
  mail(state, event, "invitation", restored ? audience : guests.added, caller.email, sendUpdates);
  mail(state, event, "cancellation", guests.removed, caller.email, sendUpdates);
  const tells = newConference || [...changed].some(field => TOLD_FIELDS.has(field));
  if (tells && !restored) {
    const stayed = audience.filter(email => !guests.added.includes(email));
    mail(state, event, "update", stayed, caller.email, sendUpdates);
    if (!isOrganizerCopy(copy)) mailOrganizer(state, event, "update", caller.email, sendUpdates);
  }
}

const PRIMARY_ONLY = new Set(["outOfOffice", "focusTime", "workingLocation"]);
const TOLD_FIELDS = new Set(["start", "end", "recurrence", "summary", "location", "description"]);

function nextConference(call: Call, event: SharedEvent, draft: Draft, mentioned: boolean): SharedEvent["conference"] {
  const version = call.query.number("conferenceDataVersion") ?? 0;
  return conferenceAfter(call.state, event.conference, draft.shared, version, mentioned);
}

/** Keeps a guest's own transparency and visibility out of the fields that all share. */
function takeOwnView(copy: EventCopy, draft: Draft): void {
  const { fields } = copy.event;
  for (const name of ["transparency", "visibility"] as const) {
    const written = draft.shared[name];
    const fallback = name === "transparency" ? "opaque" : "default";
    if ((written ?? fallback) !== (fields[name] ?? fallback)) draft.own[name] = written ?? fallback;
    if (fields[name] === undefined) delete draft.shared[name];
    else draft.shared[name] = fields[name];
  }
}

function settleGuests(
  state: GoogleState,
  shared: SharedFields,
  before: readonly Attendee[],
  mine: ReadonlySet<string>,
): void {
  if (shared.attendees !== undefined) shared.attendees = settleReplies(state, before, shared.attendees, mine);
}

function replyOf(written: Attendee, old: Attendee): Partial<Attendee> {
  const { responseStatus, comment, additionalGuests } = written;
  return {
    responseStatus: responseStatus === "" ? old.responseStatus : responseStatus,
    ...(comment === undefined ? {} : { comment }),
    ...(additionalGuests === undefined ? {} : { additionalGuests }),
  };
}

function checkId(id: string, body: Json, importing: boolean): void {
  if (!/^[a-v0-9]{5,1024}$/.test(id)) throw invalidValue("Invalid resource id value.");
  const uid = body.iCalUID as string | undefined;
  if (importing && uid === undefined) throw calendarError(400, "required", "Missing iCalUID.");
  if (!importing && uid !== undefined && body.id !== undefined && uid !== `${id}@google.com`) {
    throw invalidValue("The event id and the iCalUID cannot both be given.");
  }
}

function checkRobot(call: Call, before: readonly Attendee[], after: readonly Attendee[] | undefined): void {
  if (!call.caller.undelegatedRobot || guestChange(before, after ?? []).added.length === 0) return;
  throw calendarError(
    403,
    "forbiddenForServiceAccounts",
    "Service accounts cannot invite attendees without Domain-Wide Delegation of Authority.",
    { domain: "calendar" },
  );
}

function forbiddenForNonOrganizer() {
  return calendarError(
    403,
    "forbiddenForNonOrganizer",
    "Shared properties can only be changed by the organizer of the event.",
    { domain: "calendar" },
  );
}
