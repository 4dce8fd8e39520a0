// What it decides: which guide stands on the page of a meeting, and which pages of *Guides* there are to be.
// Idea: Krug's own guides have their texts beside the script and become pages where a format and language is in use; from then on the page
// counts, so that coordinators change, add and throw away. Whatever can't be used is passed over for the next one.
// Source: docs/pages-bodies.md. Cost: one look at each guide for each meeting that is next.

import type { Command } from "../../domain/command.ts";
import type { SessionFacts } from "../../domain/part.ts";
import type { Person } from "../../domain/person.ts";
import type { Programme } from "../../domain/programme.ts";
import type { Guide, GuideMeeting } from "../../domain/resource.ts";
import { skillOf } from "../../domain/skill.ts";
import type { Format } from "../../domain/values/format.ts";
import type { Language } from "../../domain/values/language.ts";
import { mayStart, type Snapshot } from "../../state/snapshot.ts";
import type { Planning } from "../pass/planning.ts";

/** The key of the page of one of Krug's own guides in a language. */
export function guideKey(id: string, language: Language): string {
  return `guide:${id}:${language}`;
}

const IN_PAIRS: readonly Format[] = ["pair", "mentor", "triad", "reverse"];
const ON_THE_BOARD: readonly Format[] = ["micro", "open"];

/**
 * Krug's own guides by id, in the order in which they are read: the formats each is for, and the meeting where it is for no other. Their
 * texts stand beside the script (`src/text/assets`).
 */
export const OWN_GUIDES: Readonly<Record<string, { formats: readonly Format[]; meeting?: GuideMeeting }>> = {
  "first-meeting": { formats: ["circle", ...IN_PAIRS], meeting: "first" },
  "good-questions": { formats: ["circle", ...IN_PAIRS] },
  turns: { formats: ["circle"] },
  keeper: { formats: ["triad"] },
  "mentor-asks": { formats: ["mentor"] },
  rank: { formats: ["reverse"] },
  "strict-time": { formats: ON_THE_BOARD },
  "concrete-question": { formats: ON_THE_BOARD },
  "smart-goal": { formats: ["circle", "pair", "mentor", "triad"] },
  listening: { formats: ["circle", "pair", "mentor", "triad"] },
  "small-steps": { formats: ["circle", "pair", "mentor", "triad", "micro"] },
  feedback: { formats: ["circle", "pair", "mentor", "triad"] },
  "junior-teaches": { formats: ["reverse"] },
  show: { formats: ["reverse", ...ON_THE_BOARD] },
  "half-answers": { formats: ["circle", "pair", ...ON_THE_BOARD] },
  monologues: { formats: ["circle", "pair", ...ON_THE_BOARD] },
  leading: { formats: ["circle"] },
  "what-for": { formats: ["mentor", "triad"] },
  experience: { formats: ["mentor", "micro"] },
  "before-after": { formats: ["reverse"] },
  mistakes: { formats: ["circle", "pair", "triad", "reverse"] },
  thanks: { formats: ["circle", "mentor", ...ON_THE_BOARD] },
  "in-the-open": { formats: ["open"] },
  ending: { formats: ["circle", ...IN_PAIRS], meeting: "last" },
};

/** The pages of Krug's own guides that are to be made, for formats and languages of programmes that run: each once. */
export function decideGuides({ snapshot, hasBodies }: Planning): Command[] {
  if (!hasBodies) return [];
  const running = snapshot.programmes.filter(({ id, status }) => status === "active" && mayStart(snapshot, id));
  const wanted = running.flatMap(({ format, language }) =>
    Object.entries(OWN_GUIDES).flatMap(([id, { formats, meeting = "usual" }]): [string, Command][] => {
      const key = guideKey(id, language);
      if (!formats.includes(format) || hasPage(snapshot, key)) return [];
      // The words stand beside the script, and are put in place of the id where the page is written.
      const values = { title: id, text: id, formats: [...formats], meeting, language, key };
      return [[key, { kind: "create_page", key, source: "guides", values, guide: { id, language } }]];
    }),
  );
  return [...new Map(wanted).values()];
}

/** True for a guide of Krug's own that has a page, or had one that somebody threw away. */
function hasPage({ ownedKeys, keyOwners, discarded }: Snapshot, key: string): boolean {
  return ownedKeys.has(key) || keyOwners.has(key) || discarded.has(key);
}

/** A guide as it is chosen: a page, or one of Krug's own that has none yet. */
interface Choice {
  meeting: GuideMeeting;
  skills: readonly string[];
  said: NonNullable<SessionFacts["guide"]>;
}

/**
 * The guide for a meeting of people, null for none: of its format and language, for the first or last meeting one that is meant for it;
 * of those between another each time, those on a skill of the people before those for everybody.
 */
export function guideFor(
  snapshot: Snapshot,
  programme: Pick<Programme, "format" | "language">,
  people: readonly Person[],
  { place, before }: Pick<SessionFacts, "place" | "before">,
): SessionFacts["guide"] {
  const choices = choicesFor(snapshot, programme, people);
  const meantFor = (meeting: GuideMeeting) => choices.filter(choice => choice.meeting === meeting);
  const [special] = place === "first" || place === "last" ? meantFor(place) : [];
  if (special !== undefined) return special.said;
  const usual = meantFor("usual");
  const passed = place === "once" ? before : before - Math.min(1, meantFor("first").length);
  return usual[Math.max(0, passed) % Math.max(1, usual.length)]?.said ?? null;
}

/** What people may be given to read, in its order. */
function choicesFor(snapshot: Snapshot, programme: Wanted, people: readonly Person[]): Choice[] {
  const skills = skillsOf(snapshot, people);
  const isFor = ({ skills: own }: Choice) => own.length === 0 || own.some(skill => skills.has(skillOf(skill)));
  return [...pagesFor(snapshot, programme), ...ownFor(snapshot, programme)]
    .sort((a, b) => a.order - b.order || a.createdAt - b.createdAt)
    .map(({ choice }) => choice)
    .filter(isFor)
    .sort((a, b) => Math.min(b.skills.length, 1) - Math.min(a.skills.length, 1));
}

/** What people offer, seek and are at, as `skillOf` writes it; what is told in confidence is left out. */
function skillsOf({ goalsByOwner }: Snapshot, people: readonly Person[]): Set<string> {
  const named = people.flatMap(({ id, offers, seeks }) => [
    ...offers,
    ...seeks,
    ...(goalsByOwner.get(id) ?? []).flatMap(goal => (goal.confidential ? [] : goal.skills)),
  ]);
  return new Set(named.map(skillOf));
}

type Placed = { order: number; createdAt: number; choice: Choice };
type Wanted = Pick<Programme, "format" | "language">;

/** Pages of the table; those people wrote come after Krug's own, in the order they were written. */
function pagesFor({ guides, held }: Snapshot, { format, language }: Wanted): Placed[] {
  const keys = Object.keys(OWN_GUIDES).map(id => guideKey(id, language));
  const isFor = (guide: Guide) => guide.language === language && guide.formats.includes(format) && !held.has(guide.id);
  return guides.filter(isFor).map(guide => {
    const { meeting, skills, title, text } = guide;
    const order = keys.indexOf(guide.key);
    return {
      order: order === -1 ? keys.length : order,
      createdAt: guide.createdAt,
      choice: { meeting, skills, said: { title, text } },
    };
  });
}

function ownFor(snapshot: Snapshot, { format, language }: Wanted): Placed[] {
  return Object.entries(OWN_GUIDES).flatMap(([id, { formats, meeting = "usual" }], order) =>
    formats.includes(format) && !hasPage(snapshot, guideKey(id, language))
      ? [{ order, createdAt: 0, choice: { meeting, skills: [], said: { id } } }]
      : [],
  );
}
