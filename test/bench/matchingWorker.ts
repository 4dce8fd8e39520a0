// Plans one round in a process of its own, so that time and memory are its alone. Arguments: shape, people, seed.
import { planBestFit } from "../../src/core/rules/matching/bestFit.ts";
import { meetingsOf } from "../../src/core/rules/matching/meetings.ts";
import { BENCH_WEIGHTS, peopleOf, WEEK } from "./matchingWorlds.ts";

const [shape = "", count = "0", seed = ""] = process.argv.slice(2);
const people = peopleOf(shape, Number(count), seed);
const before = process.memoryUsage();
const started = performance.now();
const idle = process.cpuUsage();
const { groups, quality, leftOut } = planBestFit({
  people,
  met: meetingsOf([]),
  seed,
  week: WEEK,
  weights: BENCH_WEIGHTS,
});
const wallMs = performance.now() - started;
const { user, system } = process.cpuUsage(idle);
// The most the process ever held, less what it held before, garbage too, plus what was in use before.
const most = process.resourceUsage().maxRSS * 1024;
const megabytes = (Math.max(0, most - before.rss) + before.heapUsed + before.arrayBuffers) / 1e6;
console.log(
  JSON.stringify({ groups, quality, leftOut: leftOut.length, ms: (user + system) / 1000, wallMs, megabytes }),
);
