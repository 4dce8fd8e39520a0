import { atLocal, type LocalDate } from "../../src/core/domain/values/time.ts";
import type { Workspace } from "../../src/notion/workspace.ts";
import { sealedColumns } from "../../src/store/database/sealed.ts";
import type { KeptHabits } from "../demo/habits.ts";
import { inProcessRunner } from "../demo/inProcess.ts";
import { type Played, play, worldStart } from "../demo/play.ts";
import type { Scenario } from "../demo/scenario.ts";
import { AT_ONCE } from "../demo/workerProcess.ts";
import { KEY } from "../demo/workerSettings.ts";
import type { Entered } from "../world/cast.ts";
import { type LocalD1, openD1 } from "../world/d1.ts";
import { type Begun, openPlayground, openServices, type Playground, playgroundOver } from "../world/playground.ts";
import { type Letter, writingLetters } from "./letters.ts";

/** The day on whose morning the playground opens: some weeks after a named scenario's first. */
const OPENS = "2027-02-12" as LocalDate;

/** A world that has been lived for some weeks, ready to go on in a playground. */
export interface Lived {
  playground: Playground;
  habits: KeptHabits;
  entered: Entered;
  letters: Letter[];
  /** The Worker's database, as SQL, with nothing sealed in it. */
  script: string;
}

/** A lived world as one value that `v8.serialize` takes, apart from the scenario, which is in the tree. */
export interface Kept {
  notion: ReturnType<Playground["notion"]["keep"]>;
  google: ReturnType<Playground["google"]["keep"]>;
  workspace: Workspace;
  calendarId: string;
  now: number;
  habits: KeptHabits;
  entered: Entered;
  letters: Letter[];
  script: string;
}

/** Lives a scenario's first weeks in this process, with the Worker's own code over the simulators; the same each time. */
export async function live(scenario: Scenario, onWeek: (week: number, now: number) => void = () => {}): Promise<Lived> {
  const playground = await openPlayground({ ...begunBy(scenario), bodies: true });
  const database = openD1(":memory:", { keys: [KEY] });
  const letters: Letter[] = [];
  const stop = writingLetters(playground.google, letter => letters.push(letter));
  try {
    const until = Math.max(worldStart(scenario), atLocal(OPENS, 6 * 60, "UTC"));
    const played: Played = await play(playground, scenario, inProcessRunner(playground, database), onWeek, until);
    return {
      playground,
      habits: played.habits.keep(),
      entered: played.entered,
      letters,
      script: await openedScript(database),
    };
  } finally {
    stop();
    database.close();
  }
}

/** All of a database as SQL, with nothing sealed in it, for that can't be made smaller, and no token: those end with the process. */
async function openedScript(database: LocalD1): Promise<string> {
  await database.prepare("DELETE FROM state WHERE key IN ('google_token', 'google_drive_token')").run();
  await sealedColumns.resealAll(database, []);
  return database.dump();
}

/** The database in a file, as the Worker of today wants it: migrated, and sealed under the playground's key. */
export async function beginDatabase(path: string, script: string): Promise<void> {
  const database = openD1(path, { script: `${AT_ONCE}BEGIN;\n${script}\nCOMMIT;`, keys: [KEY] });
  await sealedColumns.resealAll(database, await database.keeping.keys());
  database.close();
}

/** What a world needs to be taken up later. To be serialized at once: it shares its objects with the world. */
export function keep({ playground, ...lived }: Lived): Kept {
  const { notion, google, workspace, calendarId, clock } = playground;
  return { notion: notion.keep(), google: google.keep(), workspace, calendarId, now: clock.now(), ...lived };
}

/** The world that was kept of a scenario. */
export function takeUp(scenario: Scenario, kept: Kept): Lived {
  const begun = begunBy(scenario);
  const services = openServices(begun);
  services.notion.takeUp(kept.notion);
  services.google.takeUp(kept.google);
  services.clock.set(kept.now);
  const { habits, entered, letters, script } = kept;
  return {
    playground: playgroundOver(services, kept.workspace, kept.calendarId, { ...begun, bodies: true }),
    habits,
    entered,
    letters,
    script,
  };
}

function begunBy(scenario: Scenario): Begun {
  return {
    startsAt: worldStart(scenario),
    people: scenario.people,
    language: scenario.language,
  };
}
