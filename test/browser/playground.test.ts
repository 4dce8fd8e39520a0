import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Leaving, leaving } from "../demo/leaving.ts";
import { readWords, wordsOf } from "../pictures/kept.ts";
import { takePictures } from "../pictures/pictures.ts";
import type { Opened } from "../playground/server.ts";
import type { Session } from "../playground/session.ts";
import { NO_BROWSER } from "./browser.ts";
import { type Visit, visit, WIDTHS } from "./visit.ts";
import { openInBrowser } from "./world.ts";

if (NO_BROWSER !== null) console.warn(`Skipped: ${NO_BROWSER}.`);

describe.skipIf(NO_BROWSER !== null)("the playground in a real browser", () => {
  let house: Leaving;
  let browser: Browser;
  let opened: Opened;
  let session: Session;

  beforeAll(async () => {
    house = leaving();
    ({ browser, opened, session } = await openInBrowser(house));
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

  // The first: the others change what is to be seen.
  test("the pictures in the documents show what there is today; npm run pictures takes them anew", async () => {
    expect(wordsOf(await takePictures({ browser, opened }))).toEqual(readWords());
  });

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

  test("what people do with a page in Notion stands there, and nothing of it is taken for markup", () =>
    visiting(WIDTHS.desk, async ({ page }) => {
      await page.goto(`${opened.origin}/notion`);
      await page.getByRole("link", { name: /^Roadmap/ }).click();
      await page.getByRole("link", { name: "Edit Status of Search" }).click();
      await page.getByRole("combobox", { name: "Status" }).selectOption("Done");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("link", { name: /^Edit Status of Search: \s*Done/ }).waitFor();
      await page.getByRole("link", { name: "Search", exact: true }).click();
      await page.getByRole("combobox", { name: "What kind of line" }).selectOption("To-do");
      await page.getByRole("textbox", { name: "A new line" }).fill("<script>document.title = 1</script>");
      await page.getByRole("button", { name: "Add" }).click();
      await page.getByRole("button", { name: "Done: <script>document.title = 1</script>", pressed: false }).click();
      await page.getByRole("button", { name: "Done: <script>document.title = 1</script>", pressed: true }).waitFor();
      await page.getByRole("textbox", { name: "Say something" }).fill("Well done, <i>Ivan</i>");
      await page.getByRole("button", { name: "Comment" }).click();
      await page.getByText("Well done, <i>Ivan</i>").waitFor();
      expect(await page.title()).toBe("Search – Krug’s playground");
    }));

  test("the dashboard's links lead into the playground, signed in without a word", () =>
    visiting(WIDTHS.desk, async ({ page }) => {
      await page.getByRole("link", { name: "Dashboard" }).click();
      await page.waitForURL(`${opened.dashboard}/`);
      const links = page.locator("a[href]");
      const hrefs = await links.evaluateAll(found => found.map(one => (one as unknown as { href: string }).href));
      expect(hrefs.filter(href => /notion\.|google\.com\/(forms|calendar)/.test(href))).toEqual([]);
      const leads = hrefs.filter(href => href.startsWith(opened.origin));
      expect(leads.length).toBeGreaterThan(0);
      for (const href of new Set(leads)) expect((await page.request.get(href)).status(), href).toBe(200);
    }));

  test("a service that is down is told, nobody is mailed meanwhile, and Krug catches up once all is well", () =>
    visiting(WIDTHS.phone, async visitor => {
      const { page } = visitor;
      await page.goto(`${opened.origin}/trouble`);
      await page.getByRole("button", { name: "Google Calendar is down" }).click();
      await page.getByRole("button", { name: "All is well again" }).waitFor();
      const sent = session.letters.length;
      await press(visitor, "In 15 minutes");
      await page.getByRole("heading", { name: "What could not be done" }).waitFor();
      expect(session.letters.length).toBe(sent);
      await page.getByRole("link", { name: "Trouble that was ordered" }).click();
      await page.getByRole("button", { name: "All is well again" }).click();
      await page.getByText("All is well.", { exact: true }).waitFor();
      await press(visitor, "Next morning");
      expect(await page.getByRole("heading", { name: "What could not be done" }).count()).toBe(0);
    }));

  test("with the keyboard alone a meeting is found, declined, and the others hear of it", () =>
    visiting(WIDTHS.desk, async visitor => {
      const { page } = visitor;
      const tabTo = async (name: RegExp) => {
        for (let steps = 0; steps < 80; steps += 1) {
          await page.keyboard.press("Tab");
          const at = (await page.evaluate("document.activeElement.textContent.trim()")) as string;
          if (name.test(at)) return;
        }
        throw new Error(`no way by Tab to ${name}`);
      };
      await page.keyboard.press("Tab");
      expect(await page.evaluate("document.activeElement.textContent")).toBe("To the content");
      await tabTo(/^Ana Weber & Boris Kolev$/);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: "Ana Weber & Boris Kolev" }).waitFor();
      await tabTo(/^No$/);
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "No", exact: true, pressed: true }).waitFor();
      await tabTo(/^In 15 minutes$/);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: "What changed" }).waitFor();
      await page.getByText("Ana Weber declined").first().waitFor();
    }));

  test.each([
    ["on a phone", WIDTHS.phone, false],
    ["at a desk in the dark", WIDTHS.desk, true],
  ])("every place %s is for everybody, and none is wider than the window", (_, width, isDark) =>
    visiting(
      width,
      async ({ page, axe, isTooWide }) => {
        const found: string[] = [];
        for (const path of await placesIn(page, opened.origin)) {
          await page.goto(`${opened.origin}${path}`);
          found.push(...(await axe()).map(one => `${path}: ${one}`));
          if (await isTooWide()) found.push(`${path} is wider than the window`);
        }
        expect(found).toEqual([]);
      },
      isDark,
    ),
  );
});

/** A page of each kind there is: the places, and in each the first that can be opened. */
async function placesIn(page: Page, origin: string): Promise<string[]> {
  const found = ["/", "/changes", "/trouble"];
  const first = async (from: string, pattern: string) => {
    await page.goto(`${origin}${from}`);
    const href = await page.locator(`main a[href^="${pattern}"]`).first().getAttribute("href");
    found.push(from, href ?? "");
    return href ?? "";
  };
  await first("/mail", "/mail/");
  await first("/forms", "/forms/");
  await first("/calendar", "/calendar/event/");
  await page.goto(`${origin}/notion`);
  for (const table of ["Roadmap", "Sessions", "Help board", "Events"]) {
    await page.goto(`${origin}/notion`);
    const href = await page.getByRole("link", { name: new RegExp(`^${table}`) }).getAttribute("href");
    if (table === "Events") found.push(href ?? "");
    else await first(href ?? "", "/notion/");
  }
  await page.goto(`${origin}${found.findLast(path => /^\/notion\/[0-9a-f]/.test(path))}`);
  found.push((await page.locator("a[data-edit]").first().getAttribute("href")) ?? "");
  return found;
}
