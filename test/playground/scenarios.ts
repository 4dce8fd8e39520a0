import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Act, parseScenario, readScenario, type Scenario, ScenarioError } from "../demo/scenario.ts";

/** What `--scenario NAME` plays, and what each is about. The first is what the playground opens on. */
export const NAMED = {
  team: "a circle, weekly pairs and a help board, side by side",
  pairs: "new pairs each week, drawn at random",
  "pairs-by-fit": "new pairs each week, by what they seek and offer",
  triads: "three at a time, one of whom keeps to the topic",
  circles: "circles of five that stay together",
  mentors: "one more experienced, one less, for twelve weeks",
  reverse: "a junior mentors a senior",
  micro: "one question, one helper, at once",
  open: "a help board on which anyone helps anyone",
} as const;

export type ScenarioName = keyof typeof NAMED;

type Programme = { key: string; name: string; format: string } & Record<string, unknown>;

const PROGRAMMES: Readonly<Record<ScenarioName, readonly Programme[]>> = {
  team: [
    { key: "circle", name: "Mobile app circle", format: "circle", groupSize: 6, checkIn: true },
    { key: "pairs", name: "Weekly pairs", format: "pair", matching: "best_fit", surveys: false },
    { key: "board", name: "Ask anybody", format: "open", surveys: false },
  ],
  pairs: [{ key: "pairs", name: "Weekly pairs", format: "pair" }],
  "pairs-by-fit": [{ key: "pairs", name: "Weekly pairs", format: "pair", matching: "best_fit" }],
  triads: [{ key: "triads", name: "Threes", format: "triad", matching: "random" }],
  circles: [{ key: "circle", name: "Circles", format: "circle", checkIn: true }],
  mentors: [{ key: "mentors", name: "Mentors", format: "mentor", everyWeeks: 2, roundWeeks: 12 }],
  reverse: [{ key: "reverse", name: "Learning from juniors", format: "reverse", everyWeeks: 2, roundWeeks: 12 }],
  micro: [{ key: "board", name: "Quick help", format: "micro", minutes: 20 }],
  open: [{ key: "board", name: "Ask anybody", format: "open" }],
};

/** How many of the cast take part: circles and mentors want more. */
const PEOPLE: Readonly<Partial<Record<ScenarioName, number>>> = { team: 6, pairs: 6, "pairs-by-fit": 6, triads: 7 };

/** A scenario by its name; by its file where it has none. @throws ScenarioError where there is neither. */
export function scenarioOf(nameOrFile: string): Scenario {
  if (isNamed(nameOrFile)) return namedScenario(nameOrFile);
  if (!existsSync(nameOrFile))
    throw new ScenarioError([
      `"${nameOrFile}" is no file, and none of the worlds there are: ${Object.keys(NAMED).join(", ")}`,
    ]);
  return readScenario(nameOrFile);
}

/** True for the name of a scenario that comes with the project. */
export function isNamed(name: string): name is ScenarioName {
  return Object.hasOwn(NAMED, name);
}

function namedScenario(name: ScenarioName): Scenario {
  const { people, resources, board, life } = JSON.parse(
    readFileSync(join(import.meta.dirname, "cast.json"), "utf8"),
  ) as { people: { key: string }[]; resources: unknown[]; board: Act[]; life: Act[] };
  const programmes = PROGRAMMES[name];
  const cast = people.slice(0, PEOPLE[name]);
  const isHere = (act: Act) => cast.some(({ key }) => key === act.who);
  const asks = programmes.find(({ format }) => format === "open" || format === "micro");
  const acts = [
    ...life,
    ...(asks === undefined ? [] : board.map(act => (act.act === "ask" ? { ...act, programme: asks.key } : act))),
  ];
  return parseScenario(
    JSON.stringify({
      name: name === "team" ? "Six people build a mobile application" : (programmes[0]?.name ?? name),
      seed: `playground/${name}`,
      starts: "2027-01-11",
      weeks: 26,
      programmes,
      people: cast,
      resources,
      acts: acts.filter(isHere),
    }),
  );
}
