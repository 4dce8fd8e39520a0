import { beforeEach, describe, expect, test } from "vitest";
import type { Env } from "../../src/config.ts";
import { LANGUAGES } from "../../src/core/domain/values/language.ts";
import { pageTable } from "../../src/store/mirror/pages.ts";
import { chatTable } from "../../src/store/runs/chats.ts";
import { programmePage } from "../../src/web/dashboard.ts";
import { figuresAlone, programmePath } from "../../src/web/view.ts";
import worker from "../../src/worker.ts";
import { ASSETS } from "../world/assets.ts";
import { anId, aProgramme } from "../world/builders.ts";
import { type LocalD1, openD1 } from "../world/d1.ts";
import { KEEPING_KEY } from "../world/keepingKey.ts";
import { signedIn } from "../world/signedIn.ts";
import { aProgramme as aShown, aView } from "./view.ts";

const COORDINATOR = "a long token for those who coordinate";
const READER = "a long token for those who read";
const ADDRESS = "https://hooks.slack.com/services/T000/B000/its-secret";

let database: LocalD1;

const env = () =>
  ({
    NOTION_TOKEN: "ntn_secret",
    NOTION_PARENT_PAGE: "8a223a9649b4488e8becad5dfed61a3a",
    GOOGLE_CALENDAR: "krug@group.calendar.google.com",
    GOOGLE_CLIENT_ID: "client",
    GOOGLE_CLIENT_SECRET: "client secret",
    GOOGLE_REFRESH_TOKEN: "refresh",
    WHO_READS: "the coordinator",
    DASHBOARD_TOKEN: COORDINATOR,
    READER_TOKEN: READER,
    KEEPING_KEY,
    DB: database,
    JOBS: { send: async () => undefined },
    ASSETS,
  }) as unknown as Env;

const send = (request: Request) => worker.fetch(request, env());

async function name(address: string, token = COORDINATOR, headers: Record<string, string> = {}) {
  const cookie = await signedIn(send, token);
  const type = "application/x-www-form-urlencoded";
  return send(
    new Request("https://krug.test/chat", {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": type, origin: "https://krug.test", cookie, ...headers },
      body: new URLSearchParams({ programmeId: anId("programme"), address }),
    }),
  );
}

const PATH = programmePath(anId("programme"));

/** What the database itself holds of the address. */
const kept = async () =>
  (await database.prepare("SELECT address FROM chats").all<{ address: string }>()).results.map(row => row.address);

describe("where a programme's people talk", () => {
  beforeEach(async () => {
    database = openD1();
    await database.batch(pageTable.saving(database, [aProgramme()]));
  });

  test("is named by a coordinator, kept sealed, shown by its host alone, and taken away", async () => {
    expect((await name(ADDRESS)).headers.get("location")).toBe(PATH);
    expect(await kept()).toEqual([expect.stringMatching(/^sealed:/)]);
    const page = await (await send(await pageFor(COORDINATOR))).text();
    expect(page).toContain("hooks.slack.com");
    expect(page).not.toContain("its-secret");
    await name("");
    expect(await chatTable.list(database)).toEqual([]);
  });

  test.each([
    "http://hooks.slack.com/services/a",
    "https://hooks.slack.com.evil.example/a",
    "https://169.254.169.254/latest",
    "https://localhost/hooks",
    "file:///etc/passwd",
    "nonsense",
  ])("is not %s", async address => {
    expect((await name(address)).headers.get("location")).toBe(`${PATH}?chat=refused`);
    expect(await kept()).toEqual([]);
  });

  test("is nothing for readers to name or see, nor for a form of another site", async () => {
    expect((await name(ADDRESS, READER)).status).toBe(403);
    expect((await name(ADDRESS, COORDINATOR, { origin: "https://evil.test" })).status).toBe(403);
    expect(await kept()).toEqual([]);
    await name(ADDRESS);
    expect(await (await send(await pageFor(READER))).text()).not.toContain("hooks.slack.com");
  });

  test.each(LANGUAGES)("is asked for in %s, and what aims say stands there for readers too", async language => {
    const chat = { programmeId: "p", host: "discord.com", isGone: true };
    const aim = {
      url: "",
      title: "",
      metric: "satisfaction",
      state: "reached",
      why: null,
      value: 4.2,
      target: 4,
    } as const;
    const told = {
      ...aim,
      isAtMost: false,
      dueOn: "2027-06-30",
      reportedOn: null,
      period: { from: "2027-01-11", to: "2027-02-07" },
    };
    const view = aView({ language, programmes: [aShown({ chat, aims: [told] })] });
    const page = String(await programmePage(view));
    expect(page).toContain("discord.com");
    const read = String(await programmePage(figuresAlone(view)));
    expect(read).not.toContain("discord.com");
    expect(read).toMatch(/4[.,]2/);
  });
});

async function pageFor(token: string): Promise<Request> {
  return new Request(`https://krug.test${PATH}`, { headers: { cookie: await signedIn(send, token) } });
}
