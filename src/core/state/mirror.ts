import type { ActedOn } from "../domain/actedOn.ts";
import type { AddressClaim } from "../domain/addresses.ts";
import type { EventCopy } from "../domain/event.ts";
import type { FormKind } from "../domain/form.ts";
import type { Link } from "../domain/link.ts";
import type { Problem } from "../domain/problem.ts";
import type { Series } from "../domain/series.ts";
import type { Row } from "../domain/values/row.ts";
import type { KeptInsight } from "../rules/insights/settling.ts";
import type { FormResponse } from "../rules/surveys/answers.ts";
import type { FormLook, FormWriting } from "../rules/surveys/formLook.ts";
import type { FormAccess } from "../rules/surveys/responders.ts";
import type { PulseResult } from "../rules/surveys/waves.ts";
import type { Gap } from "./gaps.ts";
import type { PageChange } from "./pageChanges.ts";

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
}

/** Everything the mirror holds, as given to `snapshotOf`. */
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
  /** What people said and Krug has acted on; absent for nothing yet. */
  actedOn?: readonly ActedOn[];
  /** What the figures showed, what lasts and what ended. */
  insights?: readonly KeptInsight[];
  /** Tables that can't be read as they should. */
  gaps?: readonly Gap[];
  /** Who had which address, and since when; absent where nothing is kept of it. */
  addressClaims?: readonly AddressClaim[];
  /** What people changed on pages of *People* that its person is told of. */
  pageChanges?: readonly PageChange[];
  /** Who may be a coordinator: by their address, and by their page where one is named. Absent: whoever pages name. */
  coordinators?: readonly { email: string; pageId: string | null }[];
  /** How much of what was said in a programme is kept and can't be opened, by its id. */
  unopened?: ReadonlyMap<string, number>;
}
