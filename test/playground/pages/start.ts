import { html } from "hono/html";
import { isLetter } from "../../../src/core/domain/letter.ts";
import { DAY } from "../../../src/core/domain/values/time.ts";
import { questionId } from "../../../src/core/rules/surveys/form.ts";
import type { FormRecord } from "../../simulators/google/forms/model.ts";
import { clockOf, dayOf, tablesOf, titleOf } from "../notionView.ts";
import { zoneOf } from "./calendar.ts";
import { everybody, type Html, nameOf, page, type Reader } from "./layout.ts";
import { bare } from "./value.ts";

/** Where one begins: what to try, and what concerns the person one is. */
export async function startPage(reader: Reader): Promise<Html> {
  const { session, me } = reader;
  const { data } = await session.playground.calendarOf(me).events.list({
    calendarId: "primary",
    singleEvents: true,
    orderBy: "startTime",
    timeMin: new Date(session.now).toISOString(),
    timeMax: new Date(session.now + 14 * DAY).toISOString(),
  });
  const coming = (data.items ?? []).filter(event => event.attendees !== undefined && !isLetter(event.id ?? ""));
  const goals = goalsOf(reader);
  const goal = goals[0];
  const goalTitle = goal === undefined ? "" : titleOf(session.playground, goal);
  const next = coming.find(event => goalTitle !== "" && event.description?.includes(goalTitle)) ?? coming[0];
  const zone = zoneOf(reader);
  const form = formToAnswer(reader);
  return page(
    reader,
    "Start",
    html`<h1>${session.scenario.name}</h1>
<p class="lead">A Notion and a Google of your own, simulated on this machine, and the real Krug between them. Nothing you do here leaves it.</p>
<section class="path"><h2>Five minutes</h2><ol>
<li>${goal === undefined ? html`Open <a href="/notion">somebody’s goal</a>` : html`Open <a href="/notion/${bare(goal)}">${goalTitle}</a>`} and change its next step.</li>
<li>Let Krug look: <em>In 15 minutes</em>, at the foot of the page. The agenda of ${next === undefined ? html`the next <a href="/calendar">meeting</a>` : html`<a href="/calendar/event/${next.id ?? ""}">${next.summary ?? "the next meeting"}</a>`} says it, and nobody is mailed.</li>
<li>Fill in ${form === undefined ? html`one of the <a href="/forms">forms</a>` : html`<a href="/forms/${form.responderId}">${form.info.title}</a>`}, then press <em>Next morning</em>: among the <a href="/changes">changes</a> a figure has moved.</li>
<li>Decline a meeting, drag it to another day, or <a href="/trouble">take a service down</a>, and see what Krug makes of it.</li>
</ol></section>
<div class="columns"><section><h2>Coming up for ${nameOf(session, me)}</h2>${
      coming.length === 0
        ? html`<p class="empty">No meeting in the next two weeks.</p>`
        : html`<ul class="rows">${coming.slice(0, 5).map(event => {
            const at = Date.parse(event.start?.dateTime ?? "");
            return html`<li><a href="/calendar/event/${event.id ?? ""}">${event.summary ?? ""}</a> <span class="quiet">${dayOf(at, zone)}, ${clockOf(at, zone)}</span></li>`;
          })}</ul>`
    }</section>
<section><h2>In Notion</h2><ul class="rows">${pagesOf(reader).map(
      id => html`<li><a href="/notion/${bare(id)}">${titleOf(session.playground, id)}</a></li>`,
    )}</ul></section></div>`,
  );
}

function rowsIn({ session }: Reader, source: string) {
  return tablesOf(session.playground).find(table => table.source === source);
}

/** The reader's own page among the people; null for whoever has none. */
function ownPage(reader: Reader): string | null {
  const people = rowsIn(reader, "people");
  const email = people?.columns.find(column => column.type === "email")?.id;
  return people?.rows.find(row => email !== undefined && row.values.get(email) === reader.me)?.id ?? null;
}

function goalsOf(reader: Reader): string[] {
  const own = ownPage(reader);
  const goals = rowsIn(reader, "roadmap");
  if (own === null) return goals?.rows.slice(0, 1).map(row => row.id) ?? [];
  return (goals?.rows ?? []).filter(row => JSON.stringify([...row.values]).includes(own)).map(row => row.id);
}

/** A form whose answers make a figure: one that asks for skills and that the reader has not answered yet, or else a pulse. */
function formToAnswer({ session, me }: Reader): FormRecord | undefined {
  const open = [...session.playground.google.state.forms.values()].filter(
    form => form.publishState?.isAcceptingResponses === true && form.responses.size > 0,
  );
  const asks = (form: FormRecord, key: "confidence" | "satisfaction") =>
    form.items.some(item => item.questionItem?.question.questionId === questionId(key));
  const mostOf = (form: FormRecord) => Math.max(...everybody(session).map(({ email }) => answersOf(form, email)));
  return (
    open.find(form => asks(form, "confidence") && answersOf(form, me) < mostOf(form)) ??
    open.find(form => asks(form, "satisfaction"))
  );
}

function answersOf(form: FormRecord, email: string): number {
  return [...form.responses.values()].filter(one => one.respondentEmail === email).length;
}

function pagesOf(reader: Reader): string[] {
  const own = ownPage(reader);
  const programmes = (rowsIn(reader, "programmes")?.rows ?? []).map(row => row.id);
  return [...(own === null ? [] : [own]), ...goalsOf(reader), ...programmes];
}
