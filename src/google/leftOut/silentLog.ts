/**
 * What stands in the deployed Worker for `google-logging-utils`, by which the sign-in logs what it sends and gets, tokens among
 * it, where the environment asks for that: nothing is logged.
 */
export function log(): { debug(): void } {
  return { debug() {} };
}
