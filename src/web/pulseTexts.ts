import { html } from "hono/html";
import type { Language } from "../core/domain/values/language.ts";
import type { KeptWave } from "../store/mirror/waves.ts";
import { repeatsNote, SURVEY_WORDS } from "../text/meetings/surveys.ts";
import { dashboardTexts } from "../text/operating/dashboard.ts";

type Html = ReturnType<typeof html>;

/** What people wrote in an anonymous wave that has closed. */
export interface PulseTexts {
  programmeId: string;
  /** The wave's number: 1 for the first pulse. */
  number: number;
  /** In an order that says nothing. */
  texts: readonly string[];
}

/** The free texts of closed pulses that may be read, latest first; waves with too few texts are left out. For coordinators alone. */
export function pulseTextsOf(waves: readonly KeptWave[]): PulseTexts[] {
  return waves
    .flatMap(({ key, programmeId, result }) => {
      const number = Number(/\/pulse\/(\d+)$/.exec(key)?.[1]);
      return result === null || result.texts.length === 0 || Number.isNaN(number)
        ? []
        : [{ programmeId, number, texts: result.texts }];
    })
    .sort((a, b) => b.number - a.number || (a.programmeId < b.programmeId ? -1 : 1));
}

/** A programme's texts on the dashboard: the latest wave's open, earlier ones when asked for. */
export function pulseTextsSection(waves: readonly PulseTexts[], language: Language): Html | string {
  const [latest, ...earlier] = waves;
  if (latest === undefined) return "";
  const { pulseTexts, pulseTextsNote } = dashboardTexts(language);
  const list = ({ texts }: PulseTexts) => html`<ul class="lines">${texts.map(text => html`<li>${text}</li>`)}</ul>`;
  const title = ({ number }: PulseTexts) => SURVEY_WORDS.surveyTitle({ kind: "pulse", number }, language);
  return html`<section class="group"><h3>${pulseTexts}</h3><p class="quiet">${pulseTextsNote} ${repeatsNote(language)}</p>
<div class="panel company"><div><h4>${title(latest)}</h4>${list(latest)}</div>${earlier.map(
    wave => html`<div><details><summary>${title(wave)}</summary>${list(wave)}</details></div>`,
  )}</div></section>`;
}
