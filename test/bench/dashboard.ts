import { randomOf } from "../../src/core/domain/values/random.ts";
import { addDays, atLocal, toIso } from "../../src/core/domain/values/time.ts";
import { catalogue } from "../../src/core/rules/metrics/catalogue.ts";
import type { Point } from "../../src/core/rules/metrics/points.ts";
import { insightTable } from "../../src/store/figures/insights.ts";
import { pointTable } from "../../src/store/figures/points.ts";
import { pageTable } from "../../src/store/mirror/pages.ts";
import { dashboardPage } from "../../src/web/dashboard.ts";
import { dashboardView } from "../../src/web/readView.ts";
import type { Config } from "../../src/web/settings.ts";
import { anId, aPair, aPerson, aProgramme, aSession } from "../world/builders.ts";
import { openD1 } from "../world/d1.ts";
import { openPlayground } from "../world/playground.ts";
import { atMost, type Bench, rounded } from "./report.ts";
import { secondsSince, yardstick } from "./yardstick.ts";

const TIMES = 20;
const EVERYWHERE = { role: "coordinator", email: "", isEverywhere: true } as const;
const START = "2027-01-11";

/** 1,000 people in 12 programmes, each with figures of a quarter, groups that meet next week, and much that needs a person. */
async function filled(people: number) {
  const sql = openD1();
  const random = randomOf("dashboard");
  const programmes = Array.from({ length: 12 }, (_, place) => anId(`programme ${place}`));
  const rows = programmes.map((id, place) => aProgramme({ name: `Pairs of team ${place}`, end: null }, id));
  const names = Array.from({ length: people }, (_, place) => `Person${place}`);
  for (const [place, name] of names.entries()) {
    const isOdd = random.next() < 0.1;
    rows.push(
      aPerson(name, {
        programmes: [programmes[place % programmes.length]!],
        krugSays: isOdd ? "Krug can’t read these working hours. Write them as Mon-Fri 9-17." : "",
      }),
    );
  }
  for (let place = 0; place + programmes.length < people; place += 2 * programmes.length)
    for (let step = 0; step < programmes.length && place + step + programmes.length < people; step += 1) {
      const pair = [names[place + step]!, names[place + step + programmes.length]!];
      const group = aPair(pair, { programme: [programmes[step]!] });
      const startsAt = atLocal(addDays(START, 7 + (place % 5)), 600 + 30 * (step % 8), "Europe/Berlin");
      const when = { start: toIso(startsAt), end: toIso(startsAt + 45 * 60_000) };
      rows.push(group, aSession(group, { when, title: pair.join(" & ") }));
    }
  await sql.batch(pageTable.saving(sql, rows));
  const points = programmes.flatMap(programmeId =>
    catalogue([]).flatMap(metric =>
      [0, 1, 2].map(
        (number): Point => ({
          key: `${programmeId}/${metric.id}/${number}`,
          programmeId,
          metricId: metric.id,
          skill: null,
          unit: metric.unit,
          period: {
            number,
            from: atLocal(addDays(START, 28 * number), 0, "Europe/Berlin"),
            to: atLocal(addDays(START, 28 * (number + 1)), 0, "Europe/Berlin"),
          } as Point["period"],
          value: 0.5,
          n: 40,
          count: 20,
          baseline: 0.4,
          change: 0.1,
          isPublic: true,
        }),
      ),
    ),
  );
  await sql.batch(pointTable.saving(sql, points));
  const insights = programmes.flatMap(programmeId =>
    Array.from({ length: 20 }, (_, place) => ({
      key: `${programmeId}/${place}`,
      id: "goal_off_track" as const,
      programmeId,
      evidence: { figures: [], n: 1, count: 1 },
      about: { personIds: [anId(names[place]!)], goalIds: [], sessionIds: [], skills: [] },
      action: null,
      state: "open" as const,
      since: atLocal(START, 0, "UTC"),
      goneAt: null,
      toldAt: null,
    })),
  );
  await sql.batch(insightTable.saving(sql, insights as never));
  return sql;
}

/** What the dashboard's first page takes for 1,000 people in 12 programmes: its size, and the time until it is written. */
export async function dashboardBench({ isQuick }: { isQuick: boolean }): Promise<Bench> {
  const people = isQuick ? 200 : 1000;
  const sql = await filled(people);
  const { connection } = await openPlayground({ startsAt: atLocal(START, 480, "UTC"), people: [] });
  const config = { sql, connection } as unknown as Config;
  const page = async () => {
    const asked = { outcome: null, silentSince: null, language: null, only: null, reader: EVERYWHERE };
    return String(await dashboardPage(await dashboardView(config, asked)));
  };
  const html = await page();
  const y = yardstick()();
  const times: number[] = [];
  for (let turn = 0; turn < TIMES; turn += 1) {
    const before = process.threadCpuUsage();
    await page();
    times.push(secondsSince(before));
  }
  sql.close();
  const median = times.sort((a, b) => a - b)[TIMES / 2] ?? 0;
  const beside = { what: "Y", value: y, isUnit: true };
  return {
    checks: [
      atMost(`${people} people in 12 programmes: KB of the first page`, rounded(html.length / 1000, 1), 60),
      // 150 ms where Y is half a second.
      atMost(`${people} people in 12 programmes: the first page, in Y`, rounded(median / y, 3), 0.3, beside),
    ],
    figures: {
      milliseconds: rounded(median * 1000, 0),
      y: rounded(y, 2),
      programmes: html.match(/class="brief"/g)?.length,
    },
  };
}
