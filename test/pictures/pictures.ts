import type { Page } from "playwright-core";
import { visit } from "../browser/visit.ts";
import type { BrowsedWorld } from "../browser/world.ts";

/** A picture of the running product, as documents show it. */
interface Picture {
  /** Its file in docs/pictures, without what follows the dot. */
  name: string;
  /** What is to be seen on it. */
  says: string;
  /** The height of what is shown, in pixels; its width is a desk's. */
  height: number;
  /** Goes to where it is taken, from the playground's first page. */
  go(page: Page, dashboard: string): Promise<unknown>;
}

const WIDTH = 1080;

const follow = (page: Page, name: string) =>
  page.locator("main").getByRole("link", { name, exact: true }).first().click();

/** What is on them happens in the playground: nobody is named who lives. */
const PICTURES: readonly Picture[] = [
  {
    name: "start",
    says: "The playground as Ana finds it: what is hers, and the clock to move at the foot of the page",
    height: 760,
    go: async () => {},
  },
  {
    name: "goal",
    says: "Ana’s goal in Notion, where she changes her next step",
    height: 900,
    go: page => follow(page, "Sign-in and accounts"),
  },
  {
    name: "invitation",
    says: "The invitation in Ana’s calendar: the agenda with everybody’s goals, and yes, maybe and no",
    height: 900,
    go: page => follow(page, "Ana Weber & Boris Kolev"),
  },
  {
    name: "session",
    says: "The same meeting’s page in Notion: what to begin with, what happens when, and room for notes",
    height: 1000,
    go: async page => {
      await follow(page, "Ana Weber & Boris Kolev");
      await follow(page, "the page in Notion");
    },
  },
  {
    name: "dashboard",
    says: "The coordinator’s dashboard: what needs a person first, then whether the programme helps",
    height: 900,
    go: async (page, dashboard) => {
      await page.getByRole("link", { name: "Dashboard" }).click();
      await page.waitForURL(`${dashboard}/`);
    },
  },
];

/** A picture as it is today. */
export interface Taken {
  name: string;
  png: Buffer;
  /** What can be read on it. */
  words: string;
}

/** Goes to where each picture is taken, and takes it. */
export async function takePictures({ browser, opened }: Pick<BrowsedWorld, "browser" | "opened">): Promise<Taken[]> {
  const taken: Taken[] = [];
  for (const { name, height, go } of PICTURES) {
    const { page, close } = await visit(browser, {
      width: WIDTH,
      origins: [opened.origin, opened.dashboard],
    });
    try {
      await page.setViewportSize({ width: WIDTH, height });
      await page.goto(`${opened.origin}/`);
      await go(page, opened.dashboard);
      await page.waitForLoadState("networkidle");
      const words = (await page.evaluate("document.body.innerText")) as string;
      taken.push({ name, png: await page.screenshot(), words });
    } finally {
      await close();
    }
  }
  return taken;
}
