// Plans one round in a process of its own, so that time and memory are its alone. Arguments: shape, people, seed, and which of the
// two is asked: finding out Y would count as memory.
import { planBestFit } from "../../src/core/rules/matching/bestFit.ts";
import { meetingsOf } from "../../src/core/rules/matching/meetings.ts";
import type { Planned, Timed } from "./matching.ts";
import { BENCH_WEIGHTS, peopleOf, WEEK } from "./matchingWorlds.ts";
import { timed, yardstick } from "./yardstick.ts";

const [shape = "", count = "0", seed = "", what] = process.argv.slice(2);
const people = peopleOf(shape, Number(count), seed);
const plan = () => planBestFit({ people, met: meetingsOf([]), seed, week: WEEK, weights: BENCH_WEIGHTS });
console.log(JSON.stringify(what === "time" ? time() : memory()));

function memory(): Planned {
  const before = process.memoryUsage();
  const { groups, quality, leftOut } = plan();
  // The most the process ever held, less what it held before, garbage too, plus what was in use before.
  const most = process.resourceUsage().maxRSS * 1024;
  const megabytes = (Math.max(0, most - before.rss) + before.heapUsed + before.arrayBuffers) / 1e6;
  return { groups, quality, leftOut: leftOut.length, megabytes };
}

function time(): Timed {
  const y = yardstick()();
  return { seconds: timed(plan).seconds, y };
}
