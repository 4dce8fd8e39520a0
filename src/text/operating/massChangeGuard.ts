import type { Language } from "../../core/domain/values/language.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import type { Words } from "../../core/words/words.ts";
import { say, sayAll } from "../locales/say.ts";
import { listOf, quote } from "../phrases/phrase.ts";
import { dayAndTime } from "../phrases/when.ts";

/** What coordinators are told of what waits for them. */
export const HELD_WORDS = { heldWaiting, draftsWaiting } satisfies Partial<Words>;

/** How many people would be told of what; those with nothing are left out. */
interface ReachCounts {
  invitations: number;
  moves: number;
  cancellations: number;
  /** Of those invited: people outside the organisation who are new, and addresses that are on no page. */
  outsiders?: number;
  strangers?: number;
}

type Kind = keyof ReachCounts;

const KINDS = ["invitations", "moves", "cancellations", "outsiders", "strangers"] as const satisfies readonly Kind[];

/** "240 invitations and 3 notices of a cancellation"; "0 invitations" of one kind, too, where only that is asked for. */
function reachInWords(counts: Partial<ReachCounts>, language: Language): string {
  const items = KINDS.flatMap(kind => {
    const count = counts[kind];
    return count === undefined ? [] : [say(language, `operating.held.reach.${kind}`, { count })];
  });
  return listOf(items, language);
}

/** Who is new is told where that is why it waits. */
function shownOf(counts: ReachCounts, over: readonly Kind[]): Partial<ReachCounts> {
  const { outsiders = 0, strangers = 0, ...all } = counts;
  return {
    ...positive(all),
    ...(over.includes("outsiders") ? { outsiders } : {}),
    ...(over.includes("strangers") ? { strangers } : {}),
  };
}

function positive(counts: ReachCounts): Partial<ReachCounts> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

/** What waits, and why: what the run would send, and how much of that may be sent today without asking. */
export function heldReason(
  held: { reach: ReachCounts; limit: ReachCounts; over: readonly Kind[] },
  language: Language,
): string {
  const all = reachInWords(shownOf(held.reach, held.over), language);
  const most = reachInWords(Object.fromEntries(held.over.map(kind => [kind, held.limit[kind]])), language);
  return say(language, "operating.held.reason", { all, most });
}

/** What the dashboard says around a held run: what a go is for, and what is told once it was said or came too late. */
export function goTexts(language: Language) {
  return sayAll(language, "operating.go");
}

/** How many lines follow when the list is opened: "12 more". */
export function moreLines(count: number, language: Language): string {
  return say(language, "operating.held.more", { count });
}

/** The comment on a programme's page when a held run has had no go for two days: to the second coordinator, by name. */
function heldWaiting(
  held: { names: readonly string[]; reach: ReachCounts; since: Instant; zone: string },
  language: Language,
): string {
  const { outsiders: _, strangers: __, ...told } = held.reach;
  const all = reachInWords(positive(told), language);
  const when = dayAndTime(held.since, held.zone, language);
  return say(language, "operating.held.waiting", { ...addressed(held.names, language), all, when });
}

const GROUPS_NAMED = 5;

/** The comment on a programme's page when groups have waited as drafts for two days: to the second coordinator, by name. */
function draftsWaiting(drafts: { names: readonly string[]; groups: readonly string[] }, language: Language): string {
  const named = drafts.groups.slice(0, GROUPS_NAMED).map(name => quote(name, language));
  const rest = drafts.groups.length - named.length;
  const groups = rest === 0 ? named.join(", ") : `${named.join(", ")}, … (+${rest})`;
  return say(language, "operating.drafts.waiting", { ...addressed(drafts.names, language), groups });
}

/** To people by name; to any reader where nobody is named. */
function addressed(names: readonly string[], language: Language): { isNamed: boolean; names: string } {
  return { isNamed: names.length > 0, names: listOf(names, language) };
}
