import type { Language } from "../../core/domain/values/language.ts";
import type { ActKind, ActState, Otherwise } from "../../core/plan/acts/act.ts";
import { say, sayAll } from "../locales/say.ts";
import { columnName } from "../phrases/names.ts";
import { listOf, quote } from "../phrases/phrase.ts";

/** Everything said around acts that needs nothing, and what each act's button says. */
export function actTexts(language: Language) {
  return { ...sayAll(language, "operating.acts.texts"), do: sayAll(language, "operating.acts.do") };
}

/** The line on a page in Notion that says who did it; `who` is empty where that is not known. */
export function actComment(
  {
    kind,
    who,
    count,
    isUndo,
  }: { kind: Exclude<ActKind, "go" | "run_now">; who: string; count: number; isUndo: boolean },
  language: Language,
): string {
  const by = { isNamed: who !== "", who };
  if (isUndo) return say(language, "operating.acts.comment.undone", by);
  return say(language, `operating.acts.comment.${kind}`, { ...by, count });
}

/** Names are listed up to so many. */
const NAMED = 12;

/** What an act does, about the pages it is about: "Approve 2 groups: Ana & Boris and Vera & Ivo". */
export function actSentence(kind: ActKind, pages: readonly string[], language: Language): string {
  if (kind === "go" || kind === "run_now") return say(language, `operating.acts.what.${kind}`);
  return say(language, `operating.acts.what.${kind}`, { count: pages.length, pages: shortList(pages, language) });
}

/** What is to be known of an act before it is done; null for nothing. */
export function actNote(kind: ActKind, language: Language): string | null {
  return kind === "rematch" || kind === "leave_out" || kind === "remind"
    ? say(language, `operating.acts.note.${kind}`)
    : null;
}

/** Whom an act mails, and how many. */
export function actTold(names: readonly string[], count: number, language: Language): string {
  return say(language, "operating.acts.told", { count, names: shortList(names, language) });
}

/** What became of an act; `at` is when it is to be done, in UTC. */
export function actState(state: ActState, at: string, language: Language): string {
  return state === "held"
    ? say(language, "operating.acts.state.held", { at })
    : say(language, `operating.acts.state.${state}`);
}

/** What a page says otherwise than an act went by. */
export function otherwiseSentence({ source, column }: Otherwise, page: string, language: Language): string {
  const named = column === null ? "" : columnName(source, column, language);
  return say(language, "operating.acts.otherwise", {
    isGone: column === null,
    page: quote(page, language),
    column: named,
  });
}

function shortList(items: readonly string[], language: Language): string {
  const rest = items.length - NAMED;
  const some = items.slice(0, NAMED);
  return rest > 0 ? `${some.join(", ")}, … (+${rest})` : listOf(some, language);
}
