import type { ActedOn } from "../domain/actedOn.ts";
import type { AddressClaim } from "../domain/addresses.ts";
import type { EventCopy } from "../domain/event.ts";
import { type FormKind, formKey } from "../domain/form.ts";
import type { Link } from "../domain/link.ts";
import type { Problem } from "../domain/problem.ts";
import type { Series } from "../domain/series.ts";
import type { Row } from "../domain/values/row.ts";
import type { Instant } from "../domain/values/time.ts";
import type { KeptInsight } from "../rules/insights/settling.ts";
import type { FormResponse } from "../rules/surveys/answers.ts";
import type { FormLook, FormWriting } from "../rules/surveys/formLook.ts";
import type { PulseResult } from "../rules/surveys/pulse.ts";
import type { FormAccess } from "../rules/surveys/responders.ts";
import type { Gap } from "./gaps.ts";
import type { PageChange } from "./pageChanges.ts";
import { NO_PAST, type Past } from "./past.ts";

/** A form that people can answer. */
export interface OpenForm {
  programmeId: string;
  kind: FormKind;
  formId: string;
  responderUri: string;
  /** The skills its grid asks for. */
  skills: string[];
  /** What Krug last wrote into it, and how it was when last looked at; null where that is not known. */
  written: FormWriting | null;
  look: FormLook | null;
  /** Who may answer it; null where that was never seen to. */
  access?: FormAccess | null;
  /** The form it was made in place of, when that was deleted. */
  replaces: string | null;
  /** Absent where none of its answers were let go. */
  letGo?: LetGo;
}

/** That old answers of a form were let go: those submitted before, and how many of them its survey's page still counts. */
export interface LetGo {
  before: Instant;
  counted: number;
}

/** Everything the mirror holds, as the rules are given it: the one list of its parts. */
export interface Mirror {
  rows: readonly Row[];
  events: readonly EventCopy[];
  links: readonly Link[];
  series: readonly Series[];
  forms: readonly OpenForm[];
  /** Submissions of named forms. */
  responses: readonly { programmeId: string; kind: FormKind; response: FormResponse }[];
  /** Answers counted and results computed of anonymous waves, by the wave's key. */
  waves: ReadonlyMap<string, { answers: number; result: PulseResult | null }>;
  notices: readonly { pageId: string; problem: Problem }[];
  /** Keys of pages Krug made and people put in the trash. */
  discarded: ReadonlySet<string>;
  /** The page each key belongs to, as far as it is known. */
  keyOwners: ReadonlyMap<string, string>;
  /** What people said and Krug has acted on. */
  actedOn: readonly ActedOn[];
  /** What the figures showed, what lasts and what ended. */
  insights: readonly KeptInsight[];
  /** Tables that can't be read as they should. */
  gaps: readonly Gap[];
  /** Who had which address, and since when. */
  addressClaims: readonly AddressClaim[];
  /** What people changed on pages of *People* that its person is told of. */
  pageChanges: readonly PageChange[];
  /** Who may be a coordinator: by their address, and by their page where one is named. Null: whoever pages name. */
  coordinators: readonly { email: string; pageId: string | null }[] | null;
  /** How much of what was said in a programme is kept and can't be opened, by its id. */
  unopened: ReadonlyMap<string, number>;
  /** What is known of what is settled, and is in no other part. */
  past: Past;
  /** What of all that lives was read, around a small change; null where all of it was. */
  near: Near | null;
}

/** The ids of what lies near a small change (near.ts), or in a slice of a whole look (docs/what-an-edit-reads.md#a-look-in-slices). */
export interface Near {
  /** True for a slice: all that its people have to do with was read, and times may be looked for. */
  isSlice: boolean;
  /** True for the slice of which everybody is, with the groups of the rounds under way and to come, and nothing else: rounds are decided about. */
  isOfRounds?: true;
  /** Pages that are decided about. */
  pages: ReadonlySet<string>;
  /** People whose goals are read. */
  owners: ReadonlySet<string>;
  /** Those of them all of whose groups and meetings are read too: when they meet next is known. */
  people: ReadonlySet<string>;
  /** Pages, events and causes that were asked for, whether they are there or not. */
  known: ReadonlySet<string>;
  /** Sessions whose links and events were read beside those of `pages`. */
  linked: ReadonlySet<string>;
}

/** A mirror in which nothing is held yet. */
export const NOTHING_HELD: Mirror = {
  rows: [],
  events: [],
  links: [],
  series: [],
  forms: [],
  responses: [],
  waves: new Map(),
  notices: [],
  discarded: new Set(),
  keyOwners: new Map(),
  actedOn: [],
  insights: [],
  gaps: [],
  addressClaims: [],
  pageChanges: [],
  coordinators: null,
  unopened: new Map(),
  past: NO_PAST,
  near: null,
};

/** What tells the things of a part from each other, for the parts that are kept up thing by thing. */
export const IDS = {
  rows: (row: Row) => row.id,
  events: (event: EventCopy) => event.id,
  links: (link: Link) => link.sessionId,
  series: (series: Series) => series.id,
  forms: formKey,
  responses: ({ response }: Mirror["responses"][number]) => response.responseId,
  actedOn: (act: ActedOn) => act.cause,
  insights: (insight: KeptInsight) => insight.key,
} satisfies { [Part in keyof Mirror]?: (thing: never) => string };

/** Those parts, to be changed in place. */
export type Indexed = { [Part in keyof typeof IDS]: Map<string, Mirror[Part][number]> };

/** The parts of a mirror that are kept up thing by thing, each thing by its id: copies, that may be changed. */
export function indexed(mirror: Pick<Mirror, keyof Indexed>): Indexed {
  const byId = (part: keyof Indexed) => {
    const idOf: (thing: never) => string = IDS[part];
    return [part, new Map(mirror[part].map(thing => [idOf(thing as never), thing]))];
  };
  return Object.fromEntries(PARTS.map(byId));
}

/** The same as they stand in a mirror, in the order of their first mention. */
export function listed(held: Indexed): Pick<Mirror, keyof Indexed> {
  const things = (part: keyof Indexed) => [part, [...held[part].values()]];
  return Object.fromEntries(PARTS.map(things));
}

const PARTS = Object.keys(IDS) as (keyof Indexed)[];
