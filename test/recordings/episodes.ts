import { join } from "node:path";
import { readScenario } from "../demo/scenario.ts";
import { type Episode, episodeOf } from "../world/episode.ts";
import { type Lived, liveYear } from "../years/live.ts";
import { planOf, YEARS, type YearName } from "../years/plans.ts";
import { hearing, type Unit } from "./heard.ts";

/** The story of docs/practices.md#the-example, as `npm start` plays it. */
export const STORY = join(import.meta.dirname, "../demo/story.json");
const STORY_NAME = "story";

/** What is played by tests anyway: the story, and a year of each format. */
export const EPISODES: readonly string[] = [STORY_NAME, ...Object.keys(YEARS)];

/** Plays the story with the shell in this process: what there is to look at then, and what left Krug. */
export async function storyHeard(): Promise<{ episode: Episode; unit: Unit }> {
  const { result, lines } = await hearing(() => episodeOf(readScenario(STORY)));
  return { episode: result, unit: { name: STORY_NAME, lines } };
}

/** Lives a year with a run a week and one after each act: what there is to look at then, and what left Krug. */
export async function yearHeard(name: YearName): Promise<{ lived: Lived; unit: Unit }> {
  const { result, lines } = await hearing(() => liveYear(planOf(name), "once a week"));
  return { lived: result, unit: { name, lines } };
}

/** What left Krug in one of `EPISODES`. */
export async function episodeHeard(name: string): Promise<Unit> {
  return (await (name === STORY_NAME ? storyHeard() : yearHeard(name as YearName))).unit;
}
