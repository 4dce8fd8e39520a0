import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { decide } from "../../src/core/plan/index.ts";
import { WORDS } from "../../src/run/words.ts";
import { RunMirror } from "../../src/run/world/mirror.ts";
import type { Office } from "./office.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

function megabytesHeld(): number {
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/**
 * Megabytes a run holds once everything is loaded and understood, and how long deciding takes on this machine. An idle run
 * loads none of it.
 */
export async function memoryOf({ sql, playground }: Office) {
  const before = megabytesHeld();
  const mirror = await RunMirror.load(sql, []);
  const loaded = megabytesHeld();
  const snapshot = mirror.snapshot();
  const understood = megabytesHeld();
  const startedAt = performance.now();
  const settings = { language: playground.connection.language, words: WORDS };
  const { commands } = decide(snapshot, playground.clock.now(), null, settings);
  const decideMs = Math.round(performance.now() - startedAt);
  const whole = (megabytes: number) => Math.round(megabytes * 10) / 10;
  return {
    pages: mirror.rows.size,
    mirrorMb: whole(loaded - before),
    withSnapshotMb: whole(understood - before),
    decideMs,
    commands: commands.length,
  };
}
