import { join } from "node:path";
import { play, type Runner, worldStart } from "../../demo/play.ts";
import { readScenario } from "../../demo/scenario.ts";
import { startWorker, type WorkerProcess } from "../../demo/workerProcess.ts";
import { settingsFor, TOKEN } from "../../demo/workerSettings.ts";
import { serve } from "../../simulators/server.ts";
import { openPlayground } from "../../world/playground.ts";
import { atMost, type Bench, rounded } from "../report.ts";

/** From when on the heap is looked at, and after how many messages no more: the code is warm by then, and what is kept has filled. */
const WHOLE = { weeks: 22, from: 100, to: 300 };
const QUICK = { weeks: 8, from: 40, to: 100 };

/**
 * What is kept for good (formatters, days, offsets of zones) has its bounds and still fills a little, and a heap is told to a
 * hundredth. Of some 15 MB, 5 % are reached by what leaks 10 KB a message.
 */
const GROWTH = 1.05;

/** Whether the isolate's heap stays as large as it is, message by message: the story, played by the deployed Worker in workerd. */
export async function isolateBench(isQuick: boolean): Promise<Bench> {
  const { weeks, from, to } = isQuick ? QUICK : WHOLE;
  const scenario = { ...readScenario(join(import.meta.dirname, "../../demo/story.json")), weeks };
  const playground = await openPlayground({ startsAt: worldStart(scenario), people: scenario.people });
  const notion = await serve(request => playground.notion.fetch(request));
  const google = await serve(request => playground.google.fetch(request));
  const worker = await startWorker(settingsFor(playground, { notion: notion.origin, google: google.origin }), TOKEN);
  const heaps: number[] = [];
  try {
    const isolate = lookedInto(worker);
    let messages = 0;
    const run: Runner["run"] = async (now, reason) => {
      const outcome = await worker.run(now, reason);
      messages += 1;
      if (messages > from && messages <= to) heaps.push(await isolate.usedMb());
      if (messages % 20 === 0) console.error(`${messages} messages, ${heaps.at(-1) ?? "-"} MB`);
      return outcome;
    };
    await play(playground, scenario, { run, points: worker.points });
    isolate.close();
  } finally {
    await worker.close();
    await Promise.all([notion.close(), google.close()]);
  }
  const third = Math.floor(heaps.length / 3);
  const [first, middle, last] = [0, 1, 2].map(place => meanOf(heaps.slice(place * third, (place + 1) * third)));
  return {
    checks: [
      atMost(
        `the isolate's heap after a collection, messages ${to - third + 1} to ${to}, times those of the third before`,
        rounded((last ?? 0) / (middle ?? 0), 3),
        GROWTH,
        { what: "MB of the third before", value: rounded(middle ?? 0, 2), isUnit: true },
      ),
    ],
    figures: {
      "MB in the isolate after a collection": {
        messages: [from + 1, to],
        thirds: [first, middle, last].map(mean => rounded(mean ?? 0, 2)),
        least: Math.min(...heaps),
        most: Math.max(...heaps),
      },
    },
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The isolate of a Worker under wrangler, by the protocol that Chrome's tools speak. */
function lookedInto({ inspector, origin }: WorkerProcess): { usedMb(): Promise<number>; close(): void } {
  let line: Line | null = null;
  /** An isolate hears what it is asked while it is at work: it is asked how it is until it has answered. */
  const atWork = async <T>(answer: Promise<T>): Promise<T> => {
    let isAnswered = false;
    const noted = answer.finally(() => {
      isAnswered = true;
    });
    while (!isAnswered) await fetch(`${origin}/health`).then(health => health.text());
    return noted;
  };
  return {
    usedMb: async () => {
      if (line === null || !line.isOpen()) line = await lineTo(inspector);
      await atWork(line.ask("HeapProfiler.collectGarbage"));
      const { usedSize = Number.NaN } = await atWork(line.ask("Runtime.getHeapUsage"));
      return rounded(usedSize / 2 ** 20, 3);
    },
    close: () => line?.close(),
  };
}

interface Line {
  ask(method: string): Promise<{ usedSize?: number }>;
  isOpen(): boolean;
  close(): void;
}

/** Nothing that is asked takes longer, unless nobody listens any more. */
const ANSWERED_MS = 30_000;

async function lineTo(inspector: string): Promise<Line> {
  const targets = (await (await fetch(`${inspector}/json`)).json()) as { webSocketDebuggerUrl: string }[];
  // Wrangler lets in who says to come from this machine.
  const socket = new WebSocket(targets[0]?.webSocketDebuggerUrl ?? "", {
    headers: { origin: "http://localhost" },
  } as never);
  await new Promise((opened, failed) => {
    socket.addEventListener("open", opened);
    socket.addEventListener("error", () => failed(new Error(`the isolate can't be looked into at ${inspector}`)));
  });
  const waiting = new Map<number, (answer: { usedSize?: number }) => void>();
  let asked = 0;
  socket.addEventListener("message", ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id: number; result: { usedSize?: number } };
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  return {
    ask: method => {
      asked += 1;
      const id = asked;
      socket.send(JSON.stringify({ id, method, params: {} }));
      return new Promise((answered, failed) => {
        waiting.set(id, answered);
        setTimeout(() => failed(new Error(`the isolate does not answer: ${method}`)), ANSWERED_MS).unref();
      });
    },
    isOpen: () => socket.readyState === WebSocket.OPEN,
    close: () => socket.close(),
  };
}
