import type { calendar_v3 } from "googleapis/build/src/apis/calendar/index.js";
import { html, raw } from "hono/html";
import { isLetter } from "../../../src/core/domain/letter.ts";
import { addDays, atLocal, type LocalDate, localDate, weekday } from "../../../src/core/domain/values/time.ts";
import { clockOf, dayOf } from "../notionView.ts";
import { everybody, type Html, nameOf, page, person, type Reader, written } from "./layout.ts";

type Event = calendar_v3.Schema$Event;

/** The reader's own zone, as their calendar has it. */
export function zoneOf({ session, me }: Reader): string {
  return session.playground.google.state.accounts.get(me)?.timeZone ?? session.zone;
}

/** A week of a person's own calendar. */
export async function calendarPage(reader: Reader, monday: LocalDate): Promise<Html> {
  const { session, me } = reader;
  const zone = zoneOf(reader);
  const days = [0, 1, 2, 3, 4, 5, 6].map(offset => addDays(monday, offset));
  const { data } = await session.playground.calendarOf(me).events.list({
    calendarId: "primary",
    singleEvents: true,
    orderBy: "startTime",
    timeMin: new Date(atLocal(monday, 0, zone)).toISOString(),
    timeMax: new Date(atLocal(addDays(monday, 7), 0, zone)).toISOString(),
    maxResults: 500,
  });
  const events = data.items ?? [];
  const today = localDate(session.now, zone);
  const shown = days.filter(day => weekday(day) <= 5 || events.some(event => dayOfEvent(event, zone) === day));
  return page(
    reader,
    "Calendar",
    html`<h1>Calendar</h1>
<p class="lead">${nameOf(session, me)}’s own, in ${zone.replaceAll("_", " ")} time.</p>
<p class="line"><a class="button plain" href="/calendar?week=${addDays(monday, -7)}">Week before</a> <a class="button plain" href="/calendar">This week</a> <a class="button plain" href="/calendar?week=${addDays(monday, 7)}">Week after</a></p>
<div class="week days${shown.length}">${shown.map(day => {
      const own = events.filter(event => dayOfEvent(event, zone) === day);
      return html`<section${day === today ? raw(' class="today"') : ""}><h2>${dayOf(atLocal(day, 12 * 60, zone), zone)}</h2>
${own.length === 0 ? html`<p class="empty">Nothing</p>` : html`<ul>${own.map(event => html`<li>${card(event, me, zone)}</li>`)}</ul>`}</section>`;
    })}</div>`,
  );
}

/** The Monday of the week a day lies in. */
export function mondayOf(day: LocalDate): LocalDate {
  return addDays(day, 1 - weekday(day));
}

function dayOfEvent(event: Event, zone: string): LocalDate {
  return (event.start?.date as LocalDate | undefined) ?? localDate(Date.parse(event.start?.dateTime ?? ""), zone);
}

function replyOf(event: Event, email: string): string | null {
  return event.attendees?.find(guest => guest.email === email)?.responseStatus ?? null;
}

function card(event: Event, me: string, zone: string): Html {
  const reply = replyOf(event, me);
  const isOwn = reply === null;
  const kind = isOwn ? "own" : (reply ?? "");
  return html`<a class="event ${kind}" href="/calendar/event/${event.id ?? ""}"><span class="time">${timeOf(event, zone)}</span>
<strong>${event.summary ?? "Busy"}</strong>${isOwn ? "" : html`<span class="quiet">${isLetter(event.id ?? "") ? "A letter" : REPLIES[kind]}</span>`}</a>`;
}

const REPLIES: Readonly<Record<string, string>> = {
  accepted: "Yes",
  declined: "No",
  tentative: "Maybe",
  needsAction: "Not answered yet",
};

function timeOf(event: Event, zone: string): string {
  if (event.start?.dateTime == null) return "All day";
  return `${clockOf(Date.parse(event.start.dateTime), zone)}–${clockOf(Date.parse(event.end?.dateTime ?? ""), zone)}`;
}

/** An event as it stands in a person's calendar, and what they can do with it. */
export function eventPage(reader: Reader, event: Event, whose: string): Html {
  const { session, me, here } = reader;
  const zone = zoneOf(reader);
  const isCancelled = event.status === "cancelled";
  const startsAt = Date.parse(event.start?.dateTime ?? event.start?.date ?? "");
  const reply = replyOf(event, me);
  const day = localDate(startsAt, zone);
  const back = `/calendar?week=${mondayOf(day)}`;
  const action = `/calendar/event/${event.id ?? ""}`;
  return page(
    reader,
    event.summary ?? "Event",
    html`<p class="trail"><a href="${back}">Calendar</a></p>
<h1>${event.summary ?? "Busy"}</h1>
<p class="lead">${event.start?.dateTime == null ? dayOf(startsAt, "UTC") : `${dayOf(startsAt, zone)}, ${timeOf(event, zone)}`}${
      event.hangoutLink == null ? "" : html` · Video call: ${event.hangoutLink.replace("https://", "")}`
    }</p>
${isCancelled ? html`<p class="notice">This event is cancelled.</p>` : ""}
${whose === me ? "" : html`<p class="notice">It does not stand in ${nameOf(session, me)}’s calendar. You see ${nameOf(session, whose)}’s.</p>`}
<div class="columns"><div>
${
  reply === null || isCancelled || whose !== me
    ? ""
    : html`<form method="post" action="${action}/reply" class="replies"><input type="hidden" name="back" value="${here}"><fieldset><legend>Do you come?</legend>${(
        [
          ["accepted", "Yes"],
          ["tentative", "Maybe"],
          ["declined", "No"],
        ] as const
      ).map(
        ([value, name]) =>
          html`<button name="reply" value="${value}" class="plain" aria-pressed="${String(reply === value)}">${name}</button>`,
      )}</fieldset></form>`
}
<div class="text">${written(event.description ?? "")}</div>
</div><aside>
${
  (event.attendees ?? []).length === 0
    ? ""
    : html`<section><h2>Guests</h2><ul class="guests">${(event.attendees ?? []).map(
        guest =>
          html`<li>${person(nameIn(reader, guest.email ?? ""))} <span class="quiet">${REPLIES[guest.responseStatus ?? ""] ?? ""}</span></li>`,
      )}</ul></section>`
}
${
  isCancelled || whose !== me || event.start?.dateTime == null
    ? ""
    : html`<section><h2>Another time</h2><form method="post" action="${action}/move" class="stack"><input type="hidden" name="back" value="${here}">
<label>Day <input type="date" name="day" value="${day}" required></label>
<label>Begins at <input type="time" name="at" value="${clockOf(startsAt, zone)}" required></label>
<button>Move it</button></form></section>
<form method="post" action="${action}/delete"><input type="hidden" name="back" value="${back}"><button class="plain">Delete it from my calendar</button></form>`
}
</aside></div>`,
  );
}

function nameIn({ session }: Reader, email: string): string {
  return everybody(session).find(one => one.email === email)?.name ?? email;
}
