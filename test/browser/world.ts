import type { Browser } from "playwright-core";
import type { Leaving } from "../demo/leaving.ts";
import { startWorker } from "../demo/workerProcess.ts";
import { settingsFor, TOKEN } from "../demo/workerSettings.ts";
import { beginDatabase } from "../playground/living.ts";
import { scenarioOf } from "../playground/scenarios.ts";
import { type Opened, openServer } from "../playground/server.ts";
import { Session } from "../playground/session.ts";
import { readState } from "../playground/state.ts";
import { serve } from "../simulators/server.ts";
import { openBrowser } from "./browser.ts";

/** The world that `npm start` opens on, with the Worker in workerd, and a browser to look at it. */
export interface BrowsedWorld {
  browser: Browser;
  opened: Opened;
  session: Session;
}

/** Opens it on free ports; all of it ends with the house. */
export async function openInBrowser(house: Leaving): Promise<BrowsedWorld> {
  const scenario = scenarioOf("team");
  const lived = readState(scenario);
  const { playground } = lived;
  const notion = await serve(request => playground.notion.fetch(request));
  house.onLeave(() => notion.close());
  const google = await serve(request => playground.google.fetch(request));
  house.onLeave(() => google.close());
  const [worker, browser] = await Promise.all([
    startWorker(settingsFor(playground, { notion: notion.origin, google: google.origin }), TOKEN, {
      begin: path => beginDatabase(path, lived.script),
      onLeave: house.onLeave,
    }),
    openBrowser(),
  ]);
  house.onLeave(() => browser.close());
  const session = new Session(scenario, lived, worker);
  await session.begin();
  const opened = await openServer(session, worker, 0);
  house.onLeave(opened.close);
  return { browser, opened, session };
}
