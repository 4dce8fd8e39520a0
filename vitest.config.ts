import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

/** Requests that leave the Worker are answered in this process, by the simulators. Loaded when the first one comes. */
async function answerOutside(request: { url: string; method: string; headers: object; text(): Promise<string> }) {
  const outside: typeof import("./test/worker/outside.ts") = await import(
    new URL("./test/worker/outside.ts", import.meta.url).href
  );
  const hasBody = request.method !== "GET" && request.method !== "HEAD";
  const response = await outside.answerOutside(
    new Request(request.url, {
      method: request.method,
      headers: request.headers as Record<string, string>,
      body: hasBody ? await request.text() : undefined,
    }),
  );
  return response;
}

/** Long enough for a machine that is slow, or busy with other work: what takes how long is asked by benches, as a ratio. */
const PATIENCE_MS = 20 * 60_000;

/** Months and years, and searches through many worlds, texts, histories and places to end at: `npm run test:long`. */
const LONG = [
  "test/cli/developers.test.ts",
  "test/cli/interrupted.test.ts",
  "test/core/plan/laws.test.ts",
  "test/core/plan/apartUnseen.test.ts",
  "test/core/plan/everyColumn.test.ts",
  "test/core/plan/figures/growth.test.ts",
  "test/core/rules/metrics/coverage.test.ts",
  "test/core/rules/crowds/crowdPairs.test.ts",
  "test/core/rules/matching/pairs.test.ts",
  "test/core/rules/scheduling/load.test.ts",
  "test/setup/cloudflare.test.ts",
  "test/setup/cloudflareNames.test.ts",
  "test/settled/lost.test.ts",
  "test/settled/manyLives.test.ts",
  "test/settled/onePerson.test.ts",
  "test/settled/onePersonMemory.test.ts",
  "test/near/missed.test.ts",
  "test/near/slices.test.ts",
  "test/near/twice.test.ts",
  "test/stories/contested.test.ts",
  "test/stories/field/manyPages.test.ts",
  "test/stories/forgetName.test.ts",
  "test/stories/insights.test.ts",
  "test/stories/messages.test.ts",
  "test/stories/planned.test.ts",
  "test/stories/settledFigures.test.ts",
  "test/web/doctorFaults.test.ts",
  "test/years/**/*.test.ts",
  "test/faults/**/*.test.ts",
  "test/fuzz/**/*.test.ts",
  "test/run/*rash.test.ts",
  "test/run/decide/crowds.test.ts",
  "test/run/push/pushPart.test.ts",
];

/** The rules, and those of them that `npm run test:quick` leaves to `npm test`, for they are tried on drawn worlds. */
const RULES = "test/core/**/*.test.ts";
const DRAWN = "test/core/**/*.property.test.ts";

/** A process for each file: what puts something in the place of a module, and acts of people's hands, each a world. */
const APART = [
  "test/core/plan/rounds/newFormat.test.ts",
  "test/text/locales/pseudo.test.ts",
  "test/text/locales/readSpoken.test.ts",
  "test/upgrade/*.test.ts",
  "test/hands/*.test.ts",
  "test/near/alike.test.ts",
];

const IN_NODE = {
  setupFiles: ["test/fixedSeed.ts", "test/unforeseen.setup.ts", "test/said.setup.ts"],
  testTimeout: PATIENCE_MS,
  hookTimeout: PATIENCE_MS,
};

export default defineConfig(async () => ({
  test: {
    // By itself Vitest leaves one core free: of two that is half of the time.
    maxWorkers: "100%",
    projects: [
      // A file or a folder by hand, wherever it lies. `npm test` runs the same, as `quick`, `shell` and `apart`: most files share a
      // process, for to start one and to read the same modules anew takes as long as the tests of most.
      {
        test: {
          name: "node",
          include: ["test/**/*.test.ts"],
          exclude: ["test/{worker,browser}/**", ...LONG],
          ...IN_NODE,
        },
      },
      { test: { name: "quick", include: [RULES], exclude: [DRAWN, ...APART, ...LONG], isolate: false, ...IN_NODE } },
      {
        test: {
          name: "shell",
          include: ["test/**/*.test.ts"],
          exclude: ["test/{worker,browser}/**", "test/core/**/!(*.property).test.ts", ...APART, ...LONG],
          isolate: false,
          ...IN_NODE,
        },
      },
      { test: { name: "apart", include: APART, ...IN_NODE } },
      { test: { name: "long", include: LONG, ...IN_NODE } },
      {
        // A real browser before the Worker in workerd, once the others are through: both cores are theirs.
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
          setupFiles: ["test/fixedSeed.ts"],
          testTimeout: PATIENCE_MS,
          hookTimeout: PATIENCE_MS,
        },
      },
      {
        plugins: [
          cloudflareTest({
            main: "./src/worker.ts",
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              bindings: { TEST_MIGRATIONS: await readD1Migrations("./src/store/migrations") },
              outboundService: answerOutside,
            },
          }),
        ],
        test: {
          name: "worker",
          include: ["test/worker/**/*.test.ts"],
          // The world outside is one, in this process: a file at a time, once the others are through.
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          setupFiles: ["test/fixedSeed.ts"],
          testTimeout: PATIENCE_MS,
          hookTimeout: PATIENCE_MS,
        },
      },
    ],
  },
}));
