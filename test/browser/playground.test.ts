import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Leaving, leaving } from "../demo/leaving.ts";
import { startWorker } from "../demo/workerProcess.ts";
import { settingsFor, TOKEN } from "../demo/workerSettings.ts";
import { beginDatabase } from "../playground/living.ts";
import { scenarioOf } from "../playground/scenarios.ts";
import { type Opened, openServer } from "../playground/server.ts";
import { Session } from "../playground/session.ts";
import { readState } from "../playground/state.ts";
import { serve } from "../simulators/server.ts";
import { NO_BROWSER, openBrowser } from "./browser.ts";
import { type Visit, visit, WIDTHS } from "./visit.ts";

if (NO_BROWSER !== null) console.warn(`Skipped: ${NO_BROWSER}.`);

describe.skipIf(NO_BROWSER !== null)("the playground in a real browser", () => {
  let house: Leaving;
  let browser: Browser;
  let opened: Opened;
  let session: Session;

  beforeAll(async () => {
    house = leaving();
    const scenario = scenarioOf("team");
    const lived = readState(scenario);
    const { playground } = lived;
    const notion = await serve(request => playground.notion.fetch(request));
    house.onLeave(() => notion.close());
    const google = await serve(request => playground.google.fetch(request));
    house.onLeave(() => google.close());
    const [worker, started] = await Promise.all([
      startWorker(settingsFor(playground, { notion: notion.origin, google: google.origin }), TOKEN, {
        begin: path => beginDatabase(path, lived.script),
        onLeave: house.onLeave,
      }),
      openBrowser(),
    ]);
    browser = started;
    house.onLeave(() => browser.close());
    session = new Session(scenario, lived, worker);
    await session.begin();
    opened = await openServer(session, worker, 0);
    house.onLeave(opened.close);
  });
  afterAll(() => house.leave());

  const visiting = async (width: number, go: (visit: Visit) => Promise<void>, isDark = false) => {
    const visitor = await visit(browser, { width, origins: [opened.origin, opened.dashboard], isDark });
    try {
      await visitor.page.goto(`${opened.origin}/`);
      await go(visitor);
      expect(visitor.noted).toEqual([]);
    } finally {
      await visitor.close();
    }
  };

  /** The clock is moved, and what changed is on the page. */
  const press = async ({ page }: Visit, name: string) => {
    await page.getByRole("button", { name }).click();
    await page.getByRole("heading", { level: 1, name: "What changed" }).waitFor({ timeout: 120_000 });
  };

  test("a newcomer edits a goal, sees the invitation change, answers a form and sees a figure move", () =>
    visiting(WIDTHS.desk, async visitor => {
      const { page } = visitor;
      await page.getByRole("listitem").getByRole("link", { name: "Sign-in and accounts" }).first().click();
      await page.getByRole("link", { name: "Edit Next step" }).click();
      await page.getByRole("textbox", { name: "Next step" }).fill("Show the <b>first</b> test & ask");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("Show the <b>first</b> test & ask").waitFor();
      await press(visitor, "In 15 minutes");
      const invitation = page.getByRole("listitem").filter({ hasText: "Ana Weber & Boris Kolev" }).first();
      expect(await invitation.locator("ins").allTextContents()).toContain(
        "  Next step: Show the <b>first</b> test & ask",
      );
      expect(await page.getByRole("heading", { name: /^Mails/ }).count()).toBe(0);
      await invitation.getByRole("link").first().click();
      await page.getByText("Next step: Show the <b>first</b> test & ask").waitFor();

      await page.getByRole("link", { name: "Start", exact: true }).click();
      await page.getByRole("link", { name: /my skills today$/ }).click();
      for (const group of await page.locator("fieldset").all()) await group.getByText("5", { exact: true }).click();
      await page.getByRole("button", { name: "Send" }).click();
      await page.getByText("Your answer is with the form").waitFor();
      await press(visitor, "Next morning");
      const figures = page.locator("section").filter({ has: page.getByRole("heading", { name: /^Figures/ }) });
      expect((await figures.getByRole("listitem").allTextContents()).join("\n")).toMatch(
        /Growth[^\n]* went from [\d.−-]+ to [\d.−-]+, drawn from \d/,
      );
    }));
});
