import { beforeAll, expect, test } from "vitest";
import { type OpenWorker, openWorker } from "../world/openWorker.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../world/pairWorld.ts";
import { BEARER } from "../world/settings.ts";
import { signedIn } from "../world/signedIn.ts";

const READER = "a-reader-s-token-that-is-long-enough";

let world: PairWorld;
let worker: OpenWorker;
let path: string;
beforeAll(async () => {
  world = await openPairWorld({ called: { ana: '=HYPERLINK("https://evil.test";"Ana")' } });
  await world.edit("people", world.ids.boris ?? "", { offers: ["testing", "design"] });
  await world.runAt(THURSDAY + 600_000);
  worker = openWorker(world.playground, world.database, { READER_TOKEN: READER });
  path = `/programmes/${(world.ids.programme ?? "").replaceAll("-", "")}`;
});

const get = async (token: string, at: string, more: Record<string, string> = {}) => {
  const session = await signedIn(request => worker.send(request), token);
  return worker.ask(at, { headers: { cookie: [session, ...Object.values(more)].join("; ") } });
};

test("a programme's people come as a table that is safe in a spreadsheet: what would be a formula is text", async () => {
  const answer = await get(BEARER, `${path}/people.csv`);
  expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  const text = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true }).decode(await answer.arrayBuffer());
  expect(text).toMatch(/^\uFEFFName,E-mail,/);
  // A quote before it makes it text for a spreadsheet.
  expect(text).toContain(`"'=HYPERLINK(""https://evil.test"";""Ana"")",ana@example.org`);
  expect(text).toMatch(/\r\nBoris,boris@example\.org,.*testing; design/);
});

test("sessions and figures come too, in the language that was chosen", async () => {
  const sessions = await (await get(BEARER, `${path}/sessions.csv`)).text();
  expect(sessions).toMatch(/Session,When,Status|Title,When,Status|Name,When,Status/);
  expect(sessions).toContain("2027-01-");
  const figures = await (await get(BEARER, `${path}/figures.csv?lang=uk`)).text();
  expect(figures).toMatch(/^\uFEFF?id,figure,skill,from,to,value,n,low,high/);
});

test("a reader has the figures and nobody's names", async () => {
  expect((await get(READER, `${path}/figures.csv`)).status).toBe(200);
  for (const file of ["people", "sessions"]) expect((await get(READER, `${path}/${file}.csv`)).status).toBe(403);
  expect(await (await get(READER, path)).text()).not.toMatch(/Boris|boris@|people\.csv/);
});

test("of a programme that is not there nothing comes, and a sentence says so", async () => {
  const gone = "/programmes/00000000000040008000000000000000";
  const page = await get(BEARER, gone);
  expect([page.status, await page.text()]).toEqual([
    404,
    expect.stringContaining("This programme is not here any more"),
  ]);
  expect((await get(BEARER, `${gone}/people.csv`)).status).toBe(404);
  expect((await worker.ask(path)).status).toBe(401);
});

test("a language once chosen is kept, for the page behind the door and before it", async () => {
  const chosen = await get(BEARER, "/?lang=bg");
  expect(await chosen.text()).toContain('<html lang="bg">');
  const [cookie = ""] = chosen.headers.getSetCookie();
  expect(cookie).toMatch(/^language=bg; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  const kept = { language: "language=bg" };
  expect(await (await get(BEARER, path, kept)).text()).toContain('<html lang="bg">');
  expect(await (await worker.ask("/", { headers: { cookie: kept.language } })).text()).toContain('<html lang="bg">');
  const nonsense = await get(BEARER, "/?lang=xx", { language: "language=%22" });
  expect(await nonsense.text()).toContain('<html lang="en">');
  expect(nonsense.headers.getSetCookie()).toEqual([]);
});
