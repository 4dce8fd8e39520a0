import { type Facts, type HelpFact, isWithin, type Window } from "./facts.ts";

/** Help given in the window, each as an event of the helper. */
export function helpsWithin(facts: Facts, window: Window): { key: string; personId: string }[] {
  return helpEvents(facts.helps.filter(help => isWithin(help.at, window) && help.at <= facts.asOf));
}

/** Distinct by helper, helped, and session or question; nobody helps themselves. */
export function helpEvents(helps: readonly HelpFact[]): { key: string; personId: string }[] {
  return helps
    .filter(help => help.helperId !== help.helpedId)
    .map(help => ({ key: `${help.helpedId} ${help.about}`, personId: help.helperId }));
}
