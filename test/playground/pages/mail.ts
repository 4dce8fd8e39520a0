import { html } from "hono/html";
import { isLetter } from "../../../src/core/domain/letter.ts";
import { MAILS } from "../changes.ts";
import type { Letter } from "../letters.ts";
import { clockOf, dayOf } from "../notionView.ts";
import { zoneOf } from "./calendar.ts";
import { type Html, nameOf, page, person, type Reader, written } from "./layout.ts";

const SHOWN = 20;

/** The mails a person was sent, the newest first. */
export function mailPage(reader: Reader, from: number): Html {
  const { session, me } = reader;
  const own = session.letters
    .map((letter, place) => ({ letter, place }))
    .filter(({ letter }) => letter.to === me)
    .reverse();
  const zone = zoneOf(reader);
  return page(
    reader,
    "Mail",
    html`<h1>Mail</h1>
<p class="lead">What Google sent ${nameOf(session, me)}. Krug sends no mail of its own: every one is about an event.</p>
${
  own.length === 0
    ? html`<p class="empty">No mail.</p>`
    : html`<ul class="mails">${own
        .slice(from, from + SHOWN)
        .map(
          ({ letter, place }) =>
            html`<li><a href="/mail/${place}"><span class="kind">${kindOf(letter)}</span> <strong>${letter.subject}</strong> <span class="quiet">${dayOf(letter.at, zone)}, ${clockOf(letter.at, zone)}</span></a></li>`,
        )}</ul>`
}
<p>${from > 0 ? html`<a href="/mail?from=${Math.max(0, from - SHOWN)}">Newer</a> ` : ""}${
      from + SHOWN < own.length ? html`<a href="/mail?from=${from + SHOWN}">Older</a>` : ""
    }</p>`,
  );
}

function kindOf(letter: Letter): string {
  return letter.kind === "invitation" && isLetter(letter.eventId ?? "") ? "Letter" : MAILS[letter.kind];
}

/** One mail with its text. */
export function letterPage(reader: Reader, letter: Letter): Html {
  const { session } = reader;
  const zone = session.playground.google.state.accounts.get(letter.to)?.timeZone ?? session.zone;
  return page(
    reader,
    letter.subject,
    html`<p class="trail"><a href="/mail">Mail</a></p>
<article class="letter">
<p class="kind">${kindOf(letter)}</p>
<h1>${letter.subject}</h1>
<p class="quiet">To ${nameOf(session, letter.to)}, ${letter.to} · ${dayOf(letter.at, zone)}, ${clockOf(letter.at, zone)}</p>
${letter.kind === "reply" ? html`<p>${nameOf(session, letter.actor)}: ${letter.reply ?? ""}</p>` : ""}
${
  letter.startsAt === null
    ? ""
    : html`<p class="when"><strong>${dayOf(letter.startsAt, zone)}${letter.isAllDay || letter.endsAt === null ? "" : `, ${clockOf(letter.startsAt, zone)}–${clockOf(letter.endsAt, zone)}`}</strong>${
        letter.eventId === null ? "" : html` · <a href="/calendar/event/${letter.eventId}">Open it in the calendar</a>`
      }</p>`
}
${letter.where === "" ? "" : html`<p>${letter.where}</p>`}
${letter.meet === null ? "" : html`<p class="quiet">Join with Google Meet: ${letter.meet.replace("https://", "")}</p>`}
<div class="text">${written(letter.text)}</div>
${
  letter.guests.length === 0
    ? ""
    : html`<h2>Guests</h2><ul class="guests">${letter.guests.map(guest => html`<li>${person(nameOf(session, guest.email))}</li>`)}</ul>`
}
</article>`,
  );
}
