/** A floor of the house: files that may use each other, those of the floors named below them, and the packages named. */
export interface Floor {
  name: string;
  /** Folders ("core/") and single files ("core/domain/values/time.ts") of `src`. A file lies where its path is told most exactly. */
  holds: readonly string[];
  /** Floors further down. */
  uses: readonly string[];
  /** Packages, each with all its parts; "node:" stands for all that Node brings along. */
  packages: readonly string[];
}

/** Lowest first: a floor uses none above it. README, "The tree". */
export const FLOORS: readonly Floor[] = [
  floor("time", "core/domain/values/time.ts", "", "dayjs"),
  floor("core", "core/", "time", "edmonds-blossom-fixed"),
  floor("columns", "notion/schema.ts", "core"),
  floor("text", "text/", "columns core time"),
  floor("seal", "seal/", "core", "jose"),
  floor("signed", "signed/", "", "jose"),
  floor("store", "store/", "seal core time", "jose"),
  floor("chat", "run/alarm/webhook.ts", "core time"),
  floor("notion", "notion/", "text columns core time", "@notionhq/client"),
  floor("google", "google/", "signed text core time", "googleapis google-auth-library"),
  floor("run", "run/", "google notion chat store seal text columns core time", "p-queue"),
  floor("web", "web/", "run store signed seal text core time", "hono zod"),
  floor("cli", "cli/", "run google notion store seal text columns core time", "node:"),
  floor("worker", "worker.ts config.ts", "web run google notion chat store seal signed text core time", "zod"),
];

function floor(name: string, holds: string, uses: string, packages = ""): Floor {
  const list = (words: string) => words.split(" ").filter(word => word !== "");
  return { name, holds: list(holds), uses: list(uses), packages: list(packages) };
}

/** The floor a file of `src` lies on ("src/core/domain/values/time.ts"); null where the table names none. */
export function floorOf(file: string): Floor | null {
  const named = FLOORS.flatMap(one => one.holds.map(place => ({ one, path: `src/${place}` })));
  const [nearest] = named
    .filter(({ path }) => (path.endsWith("/") ? file.startsWith(path) : file === path))
    .sort((a, b) => b.path.length - a.path.length);
  return nearest?.one ?? null;
}
