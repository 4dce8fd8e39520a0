import type { Silence } from "../core/rules/guards/silence.ts";
import { tellSilence } from "../run/alarm/silence.ts";
import type { Config } from "./settings.ts";

/** A request got through: whether runs are as frequent as they should be; should no run have ended for hours, whoever operates Krug is told. */
export function lookForSilence(config: Config, wallNow: () => number, by: "hook" | "page"): Promise<Silence> {
  const fetcher: typeof fetch = (input, init) => fetch(input, init);
  return tellSilence(config.connection, config.watch, { fetch: fetcher, sql: config.sql, wallNow }, by);
}
