import type { Language } from "../../core/domain/values/language.ts";
import { say } from "../locales/say.ts";

/** What is not as it should be with the key under which is kept what people say in confidence. */
export type KeepingTrouble = "no_key" | "key_gone" | "opened";

/** The command that makes a key and sets it. */
export const SET_KEY = "openssl rand -base64 32 | npx wrangler secret put KEEPING_KEY";

/** The same in a sentence, for the coordinator and the operator. */
export function keepingSentence(trouble: KeepingTrouble, language: Language): string {
  return say(language, `operating.keeping.${trouble}`, { command: SET_KEY });
}
