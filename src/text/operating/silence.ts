import type { Language } from "../../core/domain/values/language.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import { say } from "../locales/say.ts";
import { dayAndTime } from "../phrases/when.ts";

/** That no run has ended since a moment (told in UTC), and where to look: for the operator's chat and mail. */
export function silenceNotice(
  since: Instant,
  link: string | null,
  language: Language,
): { heading: string; lines: string[]; link: string | null } {
  const at = `${dayAndTime(since, "UTC", language)} UTC`;
  const lines = [say(language, "operating.silence.since", { at }), say(language, "operating.silence.todo")];
  return { heading: say(language, "operating.silence.heading"), lines, link };
}

/** The same in a line, for the dashboard. */
export function silentSentence(since: Instant, zone: string, language: Language): string {
  return say(language, "operating.silence.told", { at: dayAndTime(since, zone, language) });
}
