import type { Language } from "../../core/domain/values/language.ts";
import type { Wait } from "../../core/domain/wait.ts";
import { say } from "../locales/say.ts";
import { columnName, optionName, sourceName } from "../phrases/names.ts";
import { shortDate } from "../phrases/when.ts";

/**
 * Why nothing happens in a programme for now, as a sentence with what to do about it: "Weekly pairs: 3 groups wait for your approval. …".
 * `programme` is its name.
 */
export function waitSentence(wait: Wait, programme: string, language: Language): string {
  const status = {
    programme,
    column: columnName("programmes", "status", language),
    draft: optionName("programmes", "status", "draft", language),
    active: optionName("programmes", "status", "active", language),
  };
  switch (wait.why) {
    case "draft":
      return say(language, "operating.waits.draft", status);
    case "paused":
      return say(language, "operating.waits.paused", status);
    case "over":
      return say(language, "operating.waits.over", status);
    case "page_unclear":
      return say(language, "operating.waits.page_unclear", {
        programme,
        says: columnName("programmes", "krugSays", language),
      });
    case "not_begun":
    case "round_forms_on":
      return say(language, `operating.waits.${wait.why}`, { programme, day: shortDate(wait.on, language) });
    case "formed_by_hand":
      return say(language, "operating.waits.formed_by_hand", { programme, groups: sourceName("groups", language) });
    case "too_few_consented":
      return say(language, "operating.waits.too_few_consented", {
        programme,
        count: wait.count,
        consent: columnName("people", "consent", language),
      });
    case "groups_wait_for_approval":
      return say(language, "operating.waits.groups_wait_for_approval", {
        programme,
        count: wait.count,
        groups: sourceName("groups", language),
        column: columnName("groups", "status", language),
        active: optionName("groups", "status", "active", language),
      });
    case "people_ask_to_join":
      return say(language, "operating.waits.people_ask_to_join", {
        programme,
        count: wait.count,
        people: sourceName("people", language),
        column: columnName("people", "programmes", language),
      });
    case "no_common_slot":
    case "no_busy_times":
      return say(language, `operating.waits.${wait.why}`, { programme, count: wait.count });
    case "held":
      return say(language, "operating.waits.held", { programme });
  }
}
