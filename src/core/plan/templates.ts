// What it decides: what a programme gets from the template that was chosen for it.
// Idea: once for each choice, and only into cells that are empty; aims only where the programme has none. From then on all of it is the
//   coordinators'.
// Source: docs/formats.md#templates. Cost: one look at each programme.

import { isActedOn } from "../domain/actedOn.ts";
import { aimKey } from "../domain/aim.ts";
import type { Command, Values } from "../domain/command.ts";
import { markOf } from "../domain/values/hash.ts";
import { isLanguage } from "../domain/values/language.ts";
import { days, list, type Row, text } from "../domain/values/row.ts";
import { matchingOf, templateOf } from "../domain/values/templates.ts";
import { addDays, localDate } from "../domain/values/time.ts";
import { wordFor } from "../domain/values/written.ts";
import { mayStart } from "../state/snapshot.ts";
import type { Planning } from "./pass/planning.ts";

/** What programmes get from the templates that were chosen for them since. */
export function decideTemplates(planning: Planning): Command[] {
  const { snapshot } = planning;
  const programmes = [...snapshot.rows.values()].filter(({ source }) => source === "programmes");
  return programmes.flatMap(row => (mayStart(snapshot, row.id) ? broughtTo(planning, row) : []));
}

/** An aim's day where the programme says no end. */
const USUAL_DAYS = 84;
/** An aim can't be judged sooner. */
const LEAST_DAYS = 28;

function broughtTo({ snapshot, now, words, language: fallback }: Planning, row: Row): Command[] {
  const name = text(row, "template");
  const template = templateOf(name);
  const act = { cause: `template:${row.id}`, said: name, at: now };
  if (template === null || isActedOn(snapshot.actedOn, act, row.editedAt)) return [];
  const spoken = text(row, "language");
  const language = isLanguage(spoken) ? spoken : fallback;
  const wanted = {
    format: template.format,
    matching: matchingOf(template),
    topics: template.topics.map(topic => wordFor(topic, language)),
  };
  const isEmpty = (key: string) =>
    row.unread?.[key] === undefined && text(row, key) === "" && list(row, key).length === 0;
  const values: Values = Object.fromEntries(
    Object.entries(wanted).filter(([key, value]) => value !== "" && isEmpty(key)),
  );
  const hasAims = snapshot.aims.some(({ programmeId }) => programmeId === row.id);
  const due = { start: dueOf(row, localDate(now, "UTC")), end: null };
  const aims = template.aims.flatMap(([metric, target], place): Command[] => {
    const key = aimKey(row.id, place);
    if (hasAims || snapshot.discarded.has(key) || snapshot.ownedKeys.has(key) || snapshot.keyOwners.has(key)) return [];
    const title = words.metricTitle({ id: metric, skill: null }, language);
    const cells = { title, programme: [row.id], metric, target, due, key };
    return [{ kind: "create_page", key, source: "aims", values: cells }];
  });
  const key = `template:${row.id}:${markOf([name, values])}`;
  // What is noted comes last: until all is there it is decided again.
  const noted: Command =
    Object.keys(values).length === 0
      ? { kind: "note_acted", key, acts: [act] }
      : { kind: "update_page", key, source: "programmes", pageId: row.id, values, acts: [act] };
  return [...aims, noted];
}

/** The programme's last day, or twelve weeks from its first; no sooner than four weeks from now. */
function dueOf(row: Row, today: string): string {
  const [start, end] = [days(row, "start"), days(row, "end")];
  const first = start?.first ?? today;
  const last = end?.last ?? end?.first ?? start?.last ?? addDays(first, USUAL_DAYS);
  return last < addDays(today, LEAST_DAYS) ? addDays(today, USUAL_DAYS) : last;
}
