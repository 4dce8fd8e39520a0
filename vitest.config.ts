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

export default defineConfig(async () => ({
  test: {
    // By itself Vitest leaves one core free: of two that is half of the time.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "node",
          include: ["test/**/*.test.ts"],
          exclude: ["test/worker/**"],
          setupFiles: ["test/fixedSeed.ts", "test/unforeseen.setup.ts", "test/said.setup.ts"],
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
          setupFiles: ["test/fixedSeed.ts"],
          testTimeout: PATIENCE_MS,
          hookTimeout: PATIENCE_MS,
        },
      },
    ],
  },
}));
