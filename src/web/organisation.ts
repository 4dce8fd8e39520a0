import { html, raw } from "hono/html";
import { isAway } from "../core/domain/person.ts";
import type { LeftOutReason } from "../core/domain/problem.ts";
import type { Programme } from "../core/domain/programme.ts";
import type { Language } from "../core/domain/values/language.ts";
import { type Instant, type LocalDate, localDate } from "../core/domain/values/time.ts";
import { sessionsSince } from "../core/plan/figures/gather.ts";
import { type CheckedGroup, checkedGroups } from "../core/plan/insights/groupChecks.ts";
import { leftOutOf } from "../core/plan/rounds/rounds.ts";
import { meetingItems } from "../core/rules/metrics/meetings.ts";
import { namesOf, participants, type Snapshot } from "../core/state/snapshot.ts";
import {
  awayUntil,
  companyTexts,
  groupNote,
  pairsMet,
  peopleCount,
  withoutMeetings,
} from "../text/operating/dashboard.ts";
import { moreLines } from "../text/operating/massChangeGuard.ts";
import { leftOutText } from "../text/phrases/leftOut.ts";

import { actLink, type Html } from "./frame.ts";

/** A programme's people as its coordinator sees them. */
export interface Organisation {
  programmeId: string;
  /** Everybody who takes part now, by name, and their pages' ids. */
  names: string[];
  ids: string[];
  /** How many held sessions two of them were at together, by their places in `names`. */
  met: number[][];
  /** People on leave or paused now; `until` is the last day, null where none is said. */
  away: { name: string; until: LocalDate | null }[];
  /** People present but in no group of the newest round, and why. */
  leftOut: { name: string; why: LeftOutReason }[];
  /** Groups that are to meet more than once a round, with how it is with them (docs/group-health.md). */
  groups: GroupState[];
}

interface GroupState extends Pick<CheckedGroup, "health" | "outcome"> {
  id: string;
  names: string[];
}

/** Where people are not looked at. */
export const NOBODY: Organisation = {
  programmeId: "",
  names: [],
  ids: [],
  met: [],
  away: [],
  leftOut: [],
  groups: [],
};

/** Who takes part in a programme, who has really met, who is away and who was left out. */
export function organisationOf(snapshot: Snapshot, programme: Programme, now: Instant): Organisation {
  const people = [...participants(snapshot, programme.id)].sort((a, b) => a.name.localeCompare(b.name));
  const place = new Map(people.map((person, index) => [person.id, index]));
  const met = people.map(() => people.map(() => 0));
  const ever = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  const { sessions } = sessionsSince(snapshot, programme, ever.from, now);
  for (const { pair } of meetingItems(sessions, ever)) {
    const [a, b] = pair.map(id => place.get(id));
    if (a === undefined || b === undefined) continue;
    for (const [one, other] of [[a, b] as const, [b, a] as const]) {
      const row = met[one];
      if (row !== undefined) row[other] = (row[other] ?? 0) + 1;
    }
  }
  return {
    programmeId: programme.id,
    names: people.map(person => person.name),
    ids: people.map(person => person.id),
    met,
    away: people
      .filter(person => isAway(person, localDate(now, person.zone)))
      .map(person => ({ name: person.name, until: person.away?.to ?? null })),
    leftOut: leftOutOf(snapshot, programme, now)
      .filter(({ why }) => why !== "away")
      .flatMap(({ id, why }) => {
        const name = snapshot.people.get(id)?.name;
        return name === undefined ? [] : [{ name, why }];
      })
      .sort((a, b) => a.name.localeCompare(b.name)),
    groups: checkedGroups(snapshot, programme, now).map(({ group, health, outcome }) => ({
      id: group.id,
      names: namesOf(snapshot, group.memberIds),
      health,
      outcome,
    })),
  };
}

function groupLine({ id, names, health }: GroupState, language: Language): Html | string {
  if (health !== "stuck" && health !== "moving") return "";
  return html`<li>${names.join(", ")} <span class="quiet">${groupNote(health, language)}</span> ${actLink("rematch", id, language)}</li>`;
}

/** More people than that make a picture nobody can read. */
const MOST_IN_GRID = 24;

/** The people of a programme: who is in no group, who is away, and a picture of who has met. Nothing without people. */
export function organisationSection(company: Organisation, find: string, language: Language): Html | string {
  const { names, met, away, leftOut, groups } = company;
  if (names.length === 0) return "";
  const texts = companyTexts(language);
  const possible = (names.length * (names.length - 1)) / 2;
  const pairs = met.flat().filter(count => count > 0).length / 2;
  const alone = names.filter((_, place) => met[place]?.every(count => count === 0));
  const lines = groups.map(group => groupLine(group, language)).filter(line => line !== "");
  return html`<section class="group"><h3>${texts.people}</h3><div class="panel company">
${leftOut.length === 0 ? "" : html`<div><h4>${texts.leftOut}</h4><ul class="lines">${leftOut.map(one => html`<li>${leftOutText(one, language)}</li>`)}</ul></div>`}
${lines.length === 0 ? "" : html`<div><h4>${texts.groups}</h4><ul class="lines">${lines}</ul></div>`}
${away.length === 0 ? "" : html`<div><h4>${texts.away}</h4><ul class="lines">${away.map(({ name, until }) => html`<li>${name} <span class="quiet">${awayUntil(until, language)}</span></li>`)}</ul></div>`}
${
  names.length < 2
    ? ""
    : html`<div><h4>${texts.whoMet}</h4><p>${pairsMet(pairs, possible, language)} ${pairs === 0 ? "" : withoutMeetings(alone, language)}</p>${
        pairs === 0 || names.length > MOST_IN_GRID ? "" : html`${grid(names, met)}<p class="quiet">${texts.howMet}</p>`
      }</div>`
}
${peopleList(company, find, language)}
</div></section>`;
}

/** So many of those who were looked for are shown. */
const MOST_FOUND = 20;

/** Everybody, with what a coordinator may do about each; those whose name has what was looked for, where somebody was. */
function peopleList({ programmeId, names, ids }: Organisation, find: string, language: Language): Html {
  const texts = companyTexts(language);
  const wanted = find.trim().toLocaleLowerCase(language);
  const found = names.flatMap((name, place) =>
    name.toLocaleLowerCase(language).includes(wanted) ? [{ name, id: ids[place] ?? "" }] : [],
  );
  const item = ({ name, id }: (typeof found)[number]) =>
    html`<li>${name} ${actLink("remind", id, language)} ${actLink("leave_out", `${programmeId}/${id}`, language)} ${actLink("pause", id, language)}</li>`;
  const rest = found.length - MOST_FOUND;
  return html`<details${wanted === "" ? "" : raw(" open")}><summary>${peopleCount(names.length, language)}</summary>
<form class="find"><label>${texts.find} <input name="find" value="${find}" maxlength="200"></label><button>${texts.search}</button></form>
${found.length === 0 ? html`<p class="quiet">${texts.noneFound}</p>` : html`<ul class="lines">${found.slice(0, MOST_FOUND).map(item)}</ul>`}${rest > 0 ? html`<p class="quiet">${moreLines(rest, language)}</p>` : ""}</details>`;
}

/** Darker where two met more often; the most often met pair is darkest. */
const SHADES = 4;

function grid(names: readonly string[], met: readonly (readonly number[])[]): Html {
  const most = Math.max(...met.flat());
  const shade = (count: number) => (count === 0 ? 0 : Math.max(1, Math.ceil((count / most) * SHADES)));
  const cell = (count: number, row: number, column: number) =>
    row === column ? html`<td class="self"></td>` : html`<td class="m${shade(count)}">${count === 0 ? "" : count}</td>`;
  return html`<div class="scroll"><table class="met">
<thead><tr><td></td>${names.map((name, place) => html`<th scope="col" title="${name}">${place + 1}</th>`)}</tr></thead>
<tbody>${names.map(
    (name, row) =>
      html`<tr><th scope="row"><span class="quiet">${row + 1}</span> ${name}</th>${(met[row] ?? []).map((count, column) => cell(count, row, column))}</tr>`,
  )}</tbody>
</table></div>`;
}
