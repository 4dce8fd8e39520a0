/** A floor of the house: files that may use each other, those of the places named, and the packages named. */
export interface Floor {
  /** A folder of `src` with what is in it ("store/"), but for what another floor tells more exactly, or one file. */
  place: string;
  /** Places further down, each with all it holds. */
  uses: readonly string[];
  /** Packages, each with all its parts; "node:" stands for all that Node brings along. */
  packages: readonly string[];
}

/** Lowest first: a floor uses none above it. docs/architecture.md#the-tree. */
export const FLOORS: readonly Floor[] = [
  floor("core/domain/values/time.ts", "", "dayjs"),
  floor("core/domain/values/", "core/domain/values/time.ts"),
  floor("core/domain/", "core/domain/values/"),
  floor("core/rules/guards/", "core/domain/"),
  floor("core/rules/matching/", "core/domain/", "edmonds-blossom-fixed"),
  floor("core/rules/circles/", "core/rules/matching/ core/domain/"),
  floor("core/rules/crowds/", "core/rules/circles/ core/rules/matching/ core/domain/", "edmonds-blossom-fixed"),
  floor("core/rules/scheduling/", "core/domain/", "edmonds-blossom-fixed"),
  floor("core/rules/sync/", "core/domain/"),
  floor("core/rules/surveys/", "core/domain/"),
  floor("core/rules/steps/", "core/domain/"),
  floor("core/rules/parts/", "core/domain/"),
  floor("core/rules/statistics/", ""),
  floor("core/rules/metrics/", "core/rules/statistics/ core/rules/surveys/ core/domain/"),
  floor("core/rules/insights/", "core/rules/metrics/ core/rules/statistics/ core/rules/surveys/ core/domain/"),
  floor("core/words/", "core/rules/ core/domain/"),
  floor("core/state/", "core/rules/ core/domain/"),
  floor("core/plan/board/questionWords.ts", "core/domain/", "minisearch"),
  floor("core/plan/", "core/plan/board/questionWords.ts core/state/ core/words/ core/rules/ core/domain/"),
  floor("text/locales/", "core/", "intl-messageformat"),
  floor("text/phrases/", "text/locales/ core/"),
  floor("text/meetings/", "text/phrases/ text/locales/ core/"),
  floor("text/figures/", "text/meetings/ text/phrases/ text/locales/ core/"),
  floor("text/letters/", "text/figures/ text/meetings/ text/phrases/ text/locales/ core/"),
  floor("text/problems/", "text/phrases/ text/locales/ core/"),
  floor("text/pages/", "text/phrases/ text/locales/ core/"),
  floor("text/operating/", "text/phrases/ text/locales/ core/"),
  floor("secrets/token.ts", "", "jose"),
  floor("secrets/access.ts", "secrets/token.ts"),
  floor("secrets/", "core/domain/", "jose"),
  floor("store/database/", "secrets/ core/"),
  floor("store/figures/", "store/database/ core/"),
  floor("store/mirror/", "store/database/ secrets/ core/"),
  floor("store/people/", "store/database/ core/", "jose"),
  floor("store/runs/", "store/database/ core/"),
  floor("store/incoming/", "store/database/ core/"),
  floor("run/alarm/webhook.ts", "core/domain/"),
  floor("notion/", "text/ core/", "@notionhq/client"),
  floor("google/", "secrets/token.ts text/ core/", "googleapis google-auth-library"),
  floor("run/world/", "google/ notion/ store/ secrets/ text/ core/", "p-queue"),
  floor("run/decide/", "run/world/ google/ store/ text/ core/"),
  floor("run/push/", "run/decide/ run/world/ google/ notion/ store/ text/ core/"),
  floor("run/pull/", "run/push/ run/world/ google/ notion/ store/ secrets/ text/ core/"),
  floor("run/measure/", "run/push/ run/world/ store/ text/ core/"),
  floor("run/alarm/", "run/alarm/webhook.ts run/push/ run/decide/ run/world/ google/ store/ text/ core/"),
  floor("run/operate/", "run/alarm/ run/world/ google/ notion/ store/ secrets/ text/ core/"),
  floor(
    "run/",
    "run/operate/ run/alarm/ run/measure/ run/pull/ run/push/ run/decide/ run/world/ google/ notion/ store/ text/ core/",
  ),
  floor("web/", "run/ store/ secrets/ text/ core/", "hono zod csv-stringify"),
  floor("cli/front.ts", "", "node: commander"),
  floor("cli/asking.ts", "cli/front.ts", "node:"),
  floor("cli/wrangler.ts", "cli/front.ts", "node: commander"),
  floor("cli/looking.ts", "cli/asking.ts cli/front.ts text/ core/"),
  floor("setup/dialogue.ts", "cli/front.ts core/"),
  floor("setup/state.ts", "cli/front.ts", "node: zod"),
  floor("setup/place.ts", "setup/state.ts setup/dialogue.ts cli/wrangler.ts cli/front.ts core/"),
  floor("setup/screen.ts", "setup/dialogue.ts cli/front.ts core/", "node: @clack/prompts"),
  floor("setup/notionSteps.ts", "setup/place.ts setup/dialogue.ts cli/front.ts notion/ text/ core/"),
  floor("setup/consent.ts", "setup/place.ts setup/dialogue.ts cli/front.ts core/", "node: google-auth-library"),
  floor("setup/googleFile.ts", "setup/consent.ts cli/front.ts", "node: zod"),
  floor(
    "setup/people/",
    "setup/consent.ts setup/googleFile.ts google/ setup/notionSteps.ts setup/place.ts setup/dialogue.ts cli/front.ts notion/ text/ core/",
    "node: papaparse googleapis google-auth-library",
  ),
  floor(
    "setup/",
    "setup/people/ setup/consent.ts setup/googleFile.ts setup/notionSteps.ts setup/place.ts setup/state.ts setup/screen.ts setup/dialogue.ts cli/looking.ts cli/wrangler.ts cli/asking.ts cli/front.ts google/ notion/ text/ core/",
    "node: googleapis google-auth-library wrangler zod",
  ),
  floor(
    "cli/",
    "setup/ cli/looking.ts cli/wrangler.ts cli/asking.ts cli/front.ts run/ google/ notion/ store/ secrets/ text/ core/",
    "node: commander",
  ),
  floor("config.ts", "web/ run/ google/ notion/ store/ secrets/ core/", "zod"),
  floor("worker.ts", "config.ts web/ run/ google/ notion/ store/ secrets/ text/ core/"),
];

function floor(place: string, uses: string, packages = ""): Floor {
  const list = (words: string) => words.split(" ").filter(word => word !== "");
  return { place, uses: list(uses), packages: list(packages) };
}

/** True where a place, a folder's or a file's, is all in another. */
export function isWithin(place: string, other: string): boolean {
  return other.endsWith("/") ? place.startsWith(other) : place === other;
}

/** The floor a file of `src` lies on ("src/store/database/sql.ts"); null where the table names none. */
export function floorOf(file: string): Floor | null {
  const around = FLOORS.filter(({ place }) => isWithin(file, `src/${place}`));
  return around.sort((a, b) => b.place.length - a.place.length)[0] ?? null;
}
