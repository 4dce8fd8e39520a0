import type { LeftOutReason } from "../../core/domain/problem.ts";
import type { Language } from "../../core/domain/values/language.ts";
import { say } from "../locales/say.ts";

/** Why a person is in no group of a round, for the coordinator: what it is, and what can be done about it. */
export function leftOutText({ name, why }: { name: string; why: LeftOutReason }, language: Language): string {
  return say(language, `phrases.leftOut.${why}`, { name });
}
