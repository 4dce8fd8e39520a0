import { join } from "node:path";
import { EXIT, Trouble } from "../cli/front.ts";
import type { Workspace } from "../notion/workspace.ts";
import { backUp, connectCloudflare, deploy } from "./cloudflareSteps.ts";
import { type Dialogue, nameOf, type Question } from "./dialogue.ts";
import { chooseCalendar, connectGoogle } from "./googleSteps.ts";
import { askHooks, look } from "./lastSteps.ts";
import { askLanguage, askTokenAgain, buildTables, connectNotion } from "./notionSteps.ts";
import { bringPeople } from "./people/importing.ts";
import type { Place } from "./place.ts";
import { askCoordinator, makeProgramme } from "./programmeSteps.ts";

/** What a whole set-up consists of, in its order. */
export const STEP_NAMES = [
  "language",
  "notion",
  "tables",
  "google",
  "calendar",
  "coordinator",
  "programme",
  "people",
  "cloudflare",
  "deploy",
  "hooks",
  "look",
] as const;

/** One of them. */
export type StepName = (typeof STEP_NAMES)[number];

/** A step: what is told when it begins, and what it does. Done again it changes only what is asked anew. */
interface Step {
  title: string;
  /** What has to be given beforehand where nobody can be asked, and what that is. */
  needs?: readonly (Given & { is: string })[];
  act(place: Place, run: Run): Promise<void>;
}

type Given = Pick<Question<unknown>, "flag" | "variable">;

/** What one run of the command keeps between its steps. */
interface Run {
  withViews: boolean;
  workspace: Workspace | null;
}

const STEPS: Readonly<Record<StepName, Step>> = {
  language: { title: "Language", act: askLanguage },
  notion: {
    title: "Notion",
    needs: [
      { flag: null, variable: "NOTION_TOKEN", is: "the secret of your Notion integration" },
      { flag: "--page", variable: "NOTION_PARENT_PAGE", is: "the page under which the workspace is to be built" },
    ],
    act: connectNotion,
  },
  tables: {
    title: "Tables",
    async act(place, run) {
      run.workspace = await buildTables(place, run.withViews);
    },
  },
  google: {
    title: "Google",
    needs: [{ flag: "--google-file", variable: null, is: "the JSON file of your Google client" }],
    act: connectGoogle,
  },
  calendar: { title: "Calendar", act: chooseCalendar },
  coordinator: {
    title: "Coordinator",
    needs: [{ flag: "--coordinator", variable: null, is: "your name, as people in the programme know you" }],
    act: askCoordinator,
  },
  programme: {
    title: "The first programme",
    async act(place, run) {
      await makeProgramme(place, await workspaceOf(place, run));
    },
  },
  people: {
    title: "People",
    async act(place, run) {
      await bringPeople(place, await workspaceOf(place, run));
    },
  },
  cloudflare: { title: "Cloudflare", act: connectCloudflare },
  deploy: { title: "Deployment", act: deploy },
  hooks: { title: "Hooks", act: askHooks },
  look: { title: "A look at everything", act: look },
};

/** Brings a deployed Krug to the version in this folder: a backup, the database, the Worker, the columns, and a look at everything. */
export async function upgrade(place: Place, withViews: boolean): Promise<void> {
  const { dialogue, state, root, now } = place;
  if (state.cloudflare.deployed === null)
    throw new Trouble("Nothing is deployed yet: run `npm run setup` first.", EXIT.misused);
  await askTokenAgain(place);
  const file = `krug-${new Date(now()).toISOString().slice(0, 19).replaceAll(":", "-")}.sql`;
  dialogue.screen.begin("Backup");
  await dialogue.screen.waiting(`Writing ${file}`, () => backUp(place, join(root, file)));
  dialogue.screen.begin(STEPS.deploy.title);
  await deploy(place);
  dialogue.screen.begin(STEPS.tables.title);
  await buildTables(place, withViews);
  dialogue.screen.begin(STEPS.look.title);
  await look(place);
}

/** Makes a step, and what hangs on it, be gone through once more. */
export function again(place: Place, name: StepName): void {
  const { state } = place;
  const isDeployed = state.cloudflare.deployed !== null;
  // Asked for by name it is done though nothing has changed: what was deployed may have been taken away by hand.
  if (name === "deploy") state.cloudflare.deployed = null;
  // What only writes to Notion is there at once; what the Worker is told needs it to be deployed anew.
  const isOfNotion = ["people", "programme", "tables"].includes(name);
  const later: readonly StepName[] = !isDeployed ? [] : isOfNotion ? ["look"] : ["deploy", "look"];
  state.done = state.done.filter(done => done !== name && !later.includes(done as StepName));
  place.keep();
}

/** The tables as they are in this run; looked up where it was another that built them. */
async function workspaceOf(place: Place, run: Run): Promise<Workspace> {
  await askTokenAgain(place);
  run.workspace ??= await buildTables(place, false);
  return run.workspace;
}

/** Builds what is missing of the tables, and nothing else: after an upgrade, or where everything else is done by hand. */
export async function tablesAlone(place: Place, withViews: boolean): Promise<void> {
  if (!place.state.done.includes("notion")) holdGiven(place.dialogue, ["notion"]);
  const { state } = place;
  if (!state.done.includes("language")) await askLanguage(place);
  if (state.done.includes("notion")) await askTokenAgain(place);
  else await connectNotion(place);
  await buildTables(place, withViews);
}

/** Goes through the steps that have not come to their end, as far as one of them, and keeps after each how far it came. */
export async function goThrough(
  place: Place,
  { withViews, until = "look" }: { withViews: boolean; until?: StepName },
): Promise<void> {
  const run: Run = { withViews, workspace: null };
  const wanted = STEP_NAMES.slice(0, STEP_NAMES.indexOf(until) + 1).filter(name => !place.state.done.includes(name));
  if (wanted.length === 0) place.dialogue.screen.tell(ALL_DONE);
  else if (place.dialogue.screen.canAsk)
    place.dialogue.screen.tell(wanted.length === STEP_NAMES.length ? BEGINNING : GOING_ON);
  holdGiven(place.dialogue, wanted);
  for (const name of wanted) {
    const { title, act } = STEPS[name];
    place.dialogue.screen.begin(title);
    await act(place, run);
    place.state.done.push(name);
    place.keep();
  }
}

const BEGINNING =
  "From nothing to a running programme, in about twenty questions. What only a browser can do is in docs/going-live.md; Ctrl-C at any time, and the next time it goes on from there.";
const GOING_ON = "This goes on where it was left.";
const ALL_DONE = `Everything is set up; nothing was changed. --upgrade brings it to this version, --again STEP goes through a step once more
(${STEP_NAMES.join(", ")}), --remove takes it away.`;

/** Where nobody can be asked, all that is missing is said at once and before anything is done. @throws Trouble */
function holdGiven(dialogue: Dialogue, names: readonly StepName[]): void {
  if (dialogue.screen.canAsk) return;
  const missing = names.flatMap(name => STEPS[name].needs ?? []).filter(need => dialogue.given(need) === null);
  if (missing.length === 0) return;
  const lines = missing.map(({ is, ...given }) => `- ${nameOf(given)}: ${is}`);
  throw new Trouble(`Setup needs\n${lines.join("\n")}`, EXIT.misused);
}
