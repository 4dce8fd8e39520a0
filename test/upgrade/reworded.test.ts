import { afterEach, expect, test, vi } from "vitest";
import { runsFrom } from "./begun.ts";
import { deedsOf } from "./deeds.ts";
import { upgraded } from "./world.ts";

/** Whether everything meetings, their titles and their kinds are told in is worded otherwise. */
let isReworded = false;

vi.mock(import("../../src/text/locales/say.ts"), async original => {
  const real = await original();
  const say = (...told: Parameters<typeof real.say>) => {
    const said = real.say(...told);
    return isReworded && /^(?:meetings|workspace\.sessions\.kind)\./.test(told[1]) ? `${said} (anew)` : said;
  };
  return { ...real, say: say as typeof real.say };
});

afterEach(() => {
  isReworded = false;
});

/** The runs that follow a world of 0.3.0, on other wording from the first one; what was written, and whom it mailed. */
async function livedOn() {
  const world = await upgraded("atRest");
  isReworded = true;
  const deeds = [];
  for (const at of runsFrom(world.at))
    deeds.push(await deedsOf(world.playground, async () => expect((await world.run(at)).failed).toEqual([])));
  return { world, deeds };
}

test("an agenda worded otherwise reaches the events that are open, a title stays as people know it, and nobody is mailed of either", async () => {
  const { world, deeds } = await livedOn();
  const changes = deeds.flatMap(one => one.writes).filter(write => write.startsWith("changes "));
  const texts = changes.filter(write => write.startsWith("changes description, extendedProperties of event "));
  expect(texts.length).toBeGreaterThan(5);
  expect(texts.filter(write => !write.endsWith("mailing none"))).toEqual([]);
  expect(changes.filter(write => /^changes [^“]*summary/.test(write))).toEqual([]);
  expect(deeds.map(one => one.mails)).toEqual(world.before.map(one => one.mails));
});
