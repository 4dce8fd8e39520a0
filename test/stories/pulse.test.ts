import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { questionId } from "../../src/core/rules/surveys/form.ts";
import { openedTables } from "../world/kept.ts";
import { openPairWorld, type PairWorld } from "../world/pairWorld.ts";
import { allEvents } from "../world/people.ts";
import { everythingSeen } from "../world/seen.ts";
import { readTable } from "../world/tables.ts";

const PEOPLE = ["ana", "boris", "carla", "dan", "eva"];
/** The first pulse is open on the four days from 20 January 2027, where the programme is. */
const OPENS = Date.parse("2027-01-19T23:00:00Z");
const CLOSES = OPENS + 4 * DAY;

interface Said {
  satisfaction: number;
  change?: string;
}

async function openPulse(): Promise<PairWorld> {
  const world = await openPairWorld({
    people: PEOPLE,
    programme: { feedbackOnly: false, end: { start: "2027-03-07", end: null } },
  });
  await world.runAt(OPENS + HOUR);
  return world;
}

function formOf(world: PairWorld) {
  const found = [...world.playground.google.state.forms.values()].find(
    form => form.settings.emailCollectionType === "DO_NOT_COLLECT",
  );
  if (found === undefined) throw new Error("there is no anonymous form");
  return found;
}

function answer(world: PairWorld, at: number, ...all: Said[]): void {
  world.playground.clock.set(at);
  for (const said of all)
    world.playground.google.submitForm(formOf(world).id, {
      // Google asks who it is before it shows the form, and keeps it to itself.
      respondentEmail: `${PEOPLE[0]}@example.org`,
      answers: Object.fromEntries(
        Object.entries({ supported: said.satisfaction, ...said }).map(([key, value]) => [
          questionId(key),
          [String(value)],
        ]),
      ),
    });
}

const pulseRow = async (world: PairWorld) =>
  (await readTable(world.playground, "surveys")).find(
    row => row.values.kind === "pulse" && (row.values.opens as { start: string }).start === "2027-01-20",
  )?.values;

/** What is shown, without requests, the run's counts, and what the simulated Google draws: marks of versions and addresses of calls. */
async function shown(world: PairWorld, at: number): Promise<[string, string][]> {
  const seen = await everythingSeen(world.playground, world.database, at);
  return [...seen]
    .filter(([place]) => !place.startsWith("what was asked") && place !== "/health" && place !== "/api/run")
    .map(([place, text]) => [
      place,
      text.replace(/\b[a-z]{3}-[a-z]{4}-[a-z]{3}\b/g, "call").replace(/"etag":"(\\.|[^"])*"/g, '"etag":""'),
    ]);
}

/** Figures of the pulse that have a value anywhere in the API. */
function pulsePoints(seen: ReadonlyMap<string, string>): unknown[] {
  const { points } = JSON.parse(seen.get("/api/metrics") ?? "{}") as { points: { metricId: string; value: unknown }[] };
  return points.filter(
    ({ metricId, value }) =>
      value !== null && ["satisfaction", "satisfied_share", "supported", "recommend_score"].includes(metricId),
  );
}

/** The places that do not read the same in both. */
function differences(one: readonly [string, string][], other: readonly [string, string][]): string[] {
  const others = new Map(other);
  const parted = one.filter(([place, text]) => others.get(place) !== text).map(([place]) => place);
  return one.length === other.length ? parted : [...parted, `${one.length} places, ${other.length} places`];
}

async function lived(inTime: readonly Said[], late: readonly Said[]): Promise<PairWorld> {
  const world = await openPulse();
  answer(world, OPENS + DAY, ...inTime);
  await world.runAt(OPENS + DAY + HOUR);
  await world.runAt(CLOSES + HOUR);
  answer(world, CLOSES + 2 * HOUR, ...late);
  // Past the end of the period and into the next month: its figures and the month's digest are out.
  for (const at of [CLOSES + 3 * HOUR, CLOSES + 2 * DAY, CLOSES + 14 * DAY, CLOSES + 20 * DAY]) await world.runAt(at);
  return world;
}

const END = CLOSES + 20 * DAY + MINUTE;
const THREE = [{ satisfaction: 2, change: "Morezzone" }, { satisfaction: 3 }, { satisfaction: 4, change: "Morezztwo" }];

describe("the anonymous pulse", () => {
  test("a fourth answer that comes late shows itself nowhere: every page, event, figure and answer of the API reads the same", async () => {
    const without = await shown(await lived(THREE, []), END);
    const withIt = await shown(await lived(THREE, [{ satisfaction: 1, change: "Morezzlate" }]), END);
    expect(without.length).toBeGreaterThan(30);
    expect(differences(withIt, without)).toEqual([]);
  });

  test("one that comes late after a result is out changes nothing of it either", async () => {
    const four = [...THREE, { satisfaction: 4 }];
    const without = await shown(await lived(four, []), END);
    const withThem = await shown(await lived(four, [{ satisfaction: 1 }, { satisfaction: 1 }]), END);
    expect(JSON.stringify(without).includes("Mean 3.3 of 5; 4 of 5 people answered.")).toBe(true);
    expect(differences(withThem, without)).toEqual([]);
  });

  test("its link is the same for everybody and in every invitation: it names no person, session or group", async () => {
    const world = await openPulse();
    const { responderId } = formOf(world);
    const events = (await allEvents(world.playground)).filter(event => event.description?.includes(responderId));
    expect(events.length).toBeGreaterThan(1);
    const links = events.flatMap(event => event.description?.match(/https?:\/\/[^\s)>\]]+/g) ?? []);
    const own = new Set(links.filter(link => link.includes(responderId)));
    expect([...own].map(link => new URL(link).search)).toEqual([""]);
    const asked = (formOf(world).items ?? []).map(item => item.questionItem?.question.questionId);
    expect(asked).toEqual(["satisfaction", "supported", "safety", "balance", "recommend", "change"].map(questionId));
  });

  test("Krug's database keeps no answer, no address, no time of one, and texts only as a heap", async () => {
    const world = await openPulse();
    const said = ["Morezzc", "Morezza", "Morezzb"].map((change, place) => ({ satisfaction: 2 + place, change }));
    const at = OPENS + DAY + 7 * MINUTE + 13_000;
    answer(world, at, ...said, { satisfaction: 3 });
    await world.runAt(at + HOUR);
    const tables = async () => JSON.stringify(await openedTables(world.database));
    expect((await tables()).includes("Morezz")).toBe(false);
    await world.runAt(CLOSES + HOUR);
    const kept = await tables();
    for (const { change } of said) expect([change, kept.includes(change)]).toEqual([change, true]);
    for (const time of [String(at), new Date(at).toISOString().slice(0, 19)])
      expect([time, kept.includes(time)]).toEqual([time, false]);
    const { results } = await world.database.prepare("SELECT * FROM waves WHERE result IS NOT NULL").all();
    expect(results).toHaveLength(1);
    expect(JSON.stringify(results)).not.toContain("@");
    const ids = [...formOf(world).responses.keys()];
    expect(ids).toHaveLength(4);
    for (const id of ids) expect([id, kept.includes(id)]).toEqual([id, false]);
  });

  test("texts are read by the coordinator on the dashboard from three up, and never stand in Notion or Calendar", async () => {
    const two = await shown(await lived([...THREE, { satisfaction: 4 }], []), END);
    expect(JSON.stringify(two).includes("Morezz")).toBe(false);
    const three = await shown(await lived([...THREE, { satisfaction: 4, change: "Morezzthree" }], []), END);
    for (const [place, text] of three)
      expect([place, text.includes("Morezz")]).toEqual([
        place,
        /^\/(?:programmes\/[0-9a-f]{32}|api\/pulses)$/.test(place),
      ]);
  });

  test("more answers than people were asked hide the result, and are told on the survey's page", async () => {
    const more = [...THREE, ...THREE, ...THREE].map(said => ({ ...said, change: "Morezzmore" }));
    const world = await lived(more, []);
    const row = await pulseRow(world);
    expect(row).toMatchObject({ answers: 9, rate: 1 });
    expect(row?.krugSays).toMatch(/9 answers, but 5 people were asked.*the result is not shown/);
    expect(row?.result).toBe(
      "9 answers from 5 people asked. There are more answers than people, so the result is not shown. Anybody with the link can answer more than once.",
    );
    const seen = new Map(await shown(world, END));
    expect(JSON.stringify([...seen])).not.toMatch(/Mean \d|Morezz/);
    expect(pulsePoints(seen)).toEqual([]);
  });

  test.each([1, 2, 3, 4, 5])(
    "four pulses of one value, %i, give nobody away: no page, figure or answer of the API tells it",
    async value => {
      const world = await lived(
        Array.from({ length: 4 }, () => ({ satisfaction: value })),
        [],
      );
      expect(await pulseRow(world)).toMatchObject({ answers: 4, rate: 0.8 });
      const said = String((await pulseRow(world))?.result);
      const side = value === 3 ? "The result is not shown" : value > 3 ? "Above 3 of 5" : "Below 3 of 5";
      expect(said).toContain(side);
      expect(said).not.toMatch(/Mean/);
      const seen = new Map(await shown(world, END));
      expect(pulsePoints(seen)).toEqual([]);
    },
    60_000,
  );

  test("while it is open nobody can tell when somebody answered: no run counts, reads or writes anything of it", async () => {
    const world = await openPulse();
    const { id } = formOf(world);
    const asked = () =>
      world.playground.google.log.entries.filter(entry => JSON.stringify(entry).includes(`${id}/responses`)).length;
    const edited = async () =>
      (await readTable(world.playground, "surveys")).find(row => row.id === rowId)?.editedAt ?? null;
    const rowId = (await readTable(world.playground, "surveys")).find(
      row => row.values.kind === "pulse" && (row.values.opens as { start: string }).start === "2027-01-20",
    )?.id;
    const [before, written] = [asked(), await edited()];
    for (let day = 1; day < 4; day += 1) {
      answer(world, OPENS + day * DAY, { satisfaction: day + 1 }, { satisfaction: day });
      await world.runAt(OPENS + day * DAY + 15 * MINUTE);
      await world.runAt(OPENS + day * DAY + 12 * HOUR);
      expect(await pulseRow(world)).toMatchObject({ answers: null, rate: null });
    }
    expect(asked()).toBe(before);
    expect(await edited()).toBe(written);
    expect((await world.database.prepare("SELECT count(*) AS n FROM waves").first<{ n: number }>())?.n).toBe(0);
    await world.runAt(CLOSES + HOUR);
    expect(await pulseRow(world)).toMatchObject({ answers: 6 });
  });

  test("that anybody with the link can answer twice stands wherever its result does", async () => {
    const seen = new Map(await shown(await lived([...THREE, { satisfaction: 4, change: "Morezzthree" }], []), END));
    const said = "Anybody with the link can answer more than once.";
    const results = [...seen].filter(([, text]) => /Mean 3\.3|<(?:h4|dt)>Satisfaction</.test(text));
    const places = results.map(([place]) => (place.split(",")[1] ?? place).replace(/[0-9a-f]{32}/, "…"));
    expect(places.sort()).toEqual([" surveys", "/", "/programmes/…"]);
    for (const [place, text] of results) expect([place, text.includes(said)]).toEqual([place, true]);
  });
});
