/// <reference types="@cloudflare/vitest-plugin/types" />

declare namespace Cloudflare {
  /** The bindings of wrangler.toml, and what vitest.config.ts adds. */
  interface Env {
    DB: D1Database;
    JOBS: Queue<import("../../src/web/settings.ts").RunMessage>;
    TEST_MIGRATIONS: import("@cloudflare/vitest-plugin").D1Migration[];
  }
}
