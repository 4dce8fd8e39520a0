import axe from "axe-core";
import type { Browser, BrowserContext, Page } from "playwright-core";

/** The widths at which pages are looked at: a phone's and a desk's. */
export const WIDTHS = { phone: 390, desk: 1280 } as const;

/** Somebody at a browser. What must not happen on any page is noted while they go about. */
export interface Visit {
  page: Page;
  context: BrowserContext;
  /** What the console said, errors nobody caught, and requests to other origins than those of the visit. */
  noted: string[];
  /** What axe finds against the page as it is now: each rule with the elements it is about. */
  axe(): Promise<string[]>;
  /** True where the page is wider than the window: one would have to scroll sideways. */
  isTooWide(): Promise<boolean>;
  close(): Promise<void>;
}

/** Opens a window of a width at pages of some origins alone. */
export async function visit(
  browser: Browser,
  { width, origins, isDark = false }: { width: number; origins: readonly string[]; isDark?: boolean },
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: isDark ? "dark" : "light",
    // What axe brings along is no part of the page.
    bypassCSP: true,
    reducedMotion: "reduce",
  });
  const noted: string[] = [];
  const page = await context.newPage();
  page.on("console", message => noted.push(`the console says: ${message.text()}`));
  page.on("pageerror", error => noted.push(`an error nobody caught: ${error.message}`));
  page.on("request", request => {
    const url = new URL(request.url());
    if (url.protocol !== "data:" && !origins.includes(url.origin)) noted.push(`a request to ${url.origin}`);
  });
  return {
    page,
    context,
    noted,
    axe: async () => {
      await page.evaluate(axe.source);
      const found = (await page.evaluate("axe.run()")) as {
        violations: { id: string; nodes: { target: string[] }[] }[];
      };
      return found.violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
      );
    },
    isTooWide: () => page.evaluate("document.documentElement.scrollWidth > innerWidth") as Promise<boolean>,
    close: () => context.close(),
  };
}
