/**
 * The help board: a question nobody has. Who could help, who is asked now, and whether a coordinator has to look.
 */

import type { Command, CommandOf, Values } from "../domain/command.ts";
import type { Person } from "../domain/person.ts";
import type { Question } from "../domain/question.ts";
import { markOf } from "../domain/values/hash.ts";
import { text } from "../domain/values/row.ts";
import { toIso } from "../domain/values/time.ts";
import { withinLimit } from "../rules/guards/limit.ts";
import { namesOf, participants, type Snapshot } from "../state/snapshot.ts";
import type { Words } from "../words/words.ts";
import { passingOn } from "./board/asking.ts";
import { apartAnywhere, type Case, helpMinutes, timesMet } from "./board/board.ts";
import { askOf, type loadsOf, NO_LOAD, type toldOf } from "./board/load.ts";
import { nobodyOffers } from "./board/problems.ts";
import { type Asking, canHelp, MOST_SUGGESTED, type Suggestion, suggestHelpers } from "./board/suggest.ts";
import type { Planning } from "./pass/planning.ts";

/** How much being asked for help matters beside other messages of a week. */
const IMPORTANCE = 60;

/** Loads and messages that grow while questions are gone through, so that several new ones do not all go to one person. */
export interface Running {
  loads: ReturnType<typeof loadsOf>;
  told: ReturnType<typeof toldOf>;
}

/** A pass over the board's questions, one after the other. */
export interface BoardPlanning extends Planning {
  running: Running;
}

/** A question nobody has: who could help, who is asked now, and whether the coordinator has to look. */
export function waitingQuestion(board: BoardPlanning, of: Case): { comments: Command[]; values: Values } {
  const { snapshot, now, words, running } = board;
  const { question, programme } = of;
  const isSameWait =
    question.waitsSince !== null && (question.state === "open" || question.state === "with_coordinator");
  const since = isSameWait ? (question.waitsSince ?? now) : now;
  const helpers = suggestionsFor(board, of, isSameWait ? question.suggestedIds : []);
  const ids = helpers.map(one => one.personId);
  const asked = new Set(question.askedIds);
  const plan = passingOn({
    format: programme.format,
    since,
    suggested: ids.length,
    hasSkill: question.skills.length > 0,
  });
  const due = plan.helpers.findLast(step => step.at <= now)?.inAll ?? 0;
  const open = Math.max(0, due - ids.filter(id => asked.has(id)).length);
  const fresh = ids.filter(id => !asked.has(id));
  const chosen = askable(board, question, fresh).slice(0, open);
  for (const personId of chosen) {
    running.told.push({ personId, tellKind: "message", at: now });
    loadIn(running, personId).lately += 1;
  }
  const isForCoordinator = plan.coordinatorAt <= now || timesMet(of) > 1;
  const isNew = isForCoordinator && !(isSameWait && question.state === "with_coordinator");
  const nudged = isNew ? coordinatorsWithRoom(board, of) : [];
  for (const personId of nudged) running.told.push({ personId, tellKind: "message", at: now });
  const isKnown = isSameWait && markOf([...ids].sort()) === markOf([...question.suggestedIds].sort());
  return {
    comments: [
      ...(chosen.length === 0
        ? []
        : [
            {
              ...said(question, "ask", askText(board, of, helpers, chosen)),
              acts: chosen.map(personId => askOf(question.id, personId, now)),
            },
          ]),
      ...(isNew && (nudged.length > 0 || programme.coordinatorIds.length === 0)
        ? [
            {
              ...said(question, `coordinator:${since}`, coordinatorText(snapshot, of, nudged, words)),
              acts: nudged.map(personId => askOf(question.id, personId, now)),
            },
          ]
        : []),
    ],
    values: {
      state: isForCoordinator || (isSameWait && question.state === "with_coordinator") ? "with_coordinator" : "open",
      waiting: { start: toIso(since), end: null },
      ...(chosen.length === 0 ? {} : { asked: [...question.askedIds, ...chosen] }),
      ...(isKnown ? {} : { suggested: ids, why: whyText(snapshot, of, helpers, words) }),
    },
  };
}

/** Helpers who stay suggested, and those added: nobody who met over it, was asked before or is kept apart. */
function suggestionsFor({ snapshot, now, running }: BoardPlanning, of: Case, before: readonly string[]): Suggestion[] {
  const { question, programme, askers, meetings } = of;
  const asking: Asking = {
    questionId: question.id,
    skills: question.skills,
    askers,
    durationMinutes: helpMinutes(programme),
    loadOf: id => running.loads.get(id) ?? NO_LOAD,
    apart: apartAnywhere(snapshot),
    now,
  };
  const isKept = (person: Person) => before.includes(person.id) && canHelp(asking, person);
  const met = new Set(meetings.flatMap(one => one.group.memberIds));
  const pool = participants(snapshot, programme.id).filter(
    person => isKept(person) || !(met.has(person.id) || question.askedIds.includes(person.id)),
  );
  const kept = pool.filter(isKept).sort((a, b) => before.indexOf(a.id) - before.indexOf(b.id));
  const all = (people: readonly Person[]) => suggestHelpers(asking, people);
  const stays = all(kept).sort((a, b) => before.indexOf(a.personId) - before.indexOf(b.personId));
  const fresh = all(pool.filter(person => !isKept(person)));
  return [...stays, ...fresh].slice(0, MOST_SUGGESTED);
}

/** Of these, in their order, the ones whose week has room for one more message. */
function askable({ snapshot, now, running }: BoardPlanning, question: Question, ids: readonly string[]): string[] {
  const asks = ids.map(personId => ({
    id: `${question.id}/${personId}`,
    personId,
    tellKind: "message" as const,
    importance: IMPORTANCE,
  }));
  const zoneOf = (id: string) => snapshot.people.get(id)?.zone ?? "UTC";
  const may = new Set(withinLimit(asks, running.told, now, zoneOf).now.map(one => one.personId));
  return ids.filter(id => may.has(id));
}

function loadIn({ loads }: Running, personId: string): { lately: number } {
  const found = loads.get(personId) ?? { sessions: [], lately: 0 };
  loads.set(personId, found);
  return found;
}

function askText(
  { snapshot, words }: Planning,
  { programme }: Case,
  helpers: readonly Suggestion[],
  ids: readonly string[],
): string {
  const skills = [...new Set(helpers.filter(one => ids.includes(one.personId)).flatMap(one => one.skills))];
  return words.helpAsk({ names: namesOf(snapshot, ids), skills, language: programme.language });
}

/**
 * The coordinators who are told of a question beside what its page shows: those whose week has room, with one message left for a
 * letter, which may be about a person.
 */
function coordinatorsWithRoom(board: BoardPlanning, { question, programme }: Case): string[] {
  const { now, running } = board;
  const kept = programme.coordinatorIds.map(personId => ({ personId, tellKind: "message" as const, at: now }));
  const told = [...running.told, ...kept];
  return askable({ ...board, running: { ...running, told } }, question, programme.coordinatorIds);
}

function coordinatorText(snapshot: Snapshot, of: Case, coordinatorIds: readonly string[], words: Words): string {
  const { question, programme } = of;
  const names = coordinatorIds.flatMap(id => {
    const row = snapshot.rows.get(id);
    const name = row === undefined ? "" : text(row, "name");
    return name === "" ? [] : [name];
  });
  const nobodyOffersIt = question.skills.length > 0 && nobodyOffers(snapshot, of);
  return words.helpForCoordinator({
    names,
    skills: nobodyOffersIt ? question.skills : [],
    language: programme.language,
  });
}

function whyText(snapshot: Snapshot, { programme }: Case, helpers: readonly Suggestion[], words: Words): string {
  const named = helpers.map(one => ({ ...one, name: snapshot.people.get(one.personId)?.name ?? "" }));
  return words.helpSuggested({ helpers: named, zone: programme.zone, language: programme.language });
}

/** A comment on a question's page. */
export function said(question: Question, what: string, sentence: string): CommandOf<"comment"> {
  return {
    kind: "comment",
    key: `help:${what}:${question.id}:${markOf(sentence)}`,
    pageId: question.id,
    text: sentence,
  };
}
