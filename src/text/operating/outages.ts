import type { Language } from "../../core/domain/values/language.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import type { Outage } from "../../core/rules/guards/outages.ts";
import { say } from "../locales/say.ts";
import { dayAndTime } from "../phrases/when.ts";

/** What stands still and what to do about it, for the operator; with the time at which Krug tries again, where there is one. */
export function outageSentence(
  stop: { what: Outage["what"]; until: Instant | null; why?: string },
  zone: string,
  language: Language,
): string {
  const at = stop.until === null ? "" : dayAndTime(stop.until, zone, language);
  const why = stop.why ?? "";
  if (stop.what !== "runs_killed") return say(language, `operating.outage.${stop.what}`, { at, named: why });
  return why === ""
    ? say(language, "operating.outage.runs_killed")
    : say(language, "operating.outage.runs_killed.deciding", { named: notionAddress(why) });
}

/** A text without e-mail addresses, and calendars' ids that may be one, for whoever is no coordinator. */
export function withoutAddresses(text: string): string {
  return text
    .split(" ")
    .map(word => (word.includes("@") ? "…" : word))
    .join(" ");
}

/** What the operator's chat is told of runs that were killed in a row; `programmeId` is the page of the programme the last one was in. */
export function killedNotice(
  programmeId: string | null,
  language: Language,
): { heading: string; lines: string[]; link: string | null } {
  const says = outageSentence({ what: "runs_killed", until: null, why: programmeId ?? "" }, "UTC", language);
  return { heading: say(language, "operating.outage.runs_killed.heading"), lines: [says], link: null };
}

/** A page's address by its id alone: it says no name. */
function notionAddress(id: string): string {
  return `https://www.notion.so/${id.replaceAll("-", "")}`;
}
