import { parseArgs } from "node:util";
import { Failure } from "../core/domain/values/failure.ts";
import { isLanguage, LANGUAGES } from "../core/domain/values/language.ts";
import { buildWorkspace } from "../notion/building.ts";
import { Notion } from "../notion/notion.ts";
import { buildViews } from "../notion/views.ts";
import { ContestedTables } from "../notion/workspace.ts";

const HELP = `npm run setup [-- --page ID] [-- --language CODE] [-- --no-views]
Builds the Notion workspace under a page shared with the integration; run again it adds only what is missing.
--page ID        the page under which it is built; NOTION_PARENT_PAGE in the environment says it too
--language CODE  en (usual), ru, uk or bg
--no-views       leaves out boards, calendars and charts
NOTION_TOKEN in the environment is the secret of your Notion integration.`;

/** `npm run setup`: builds the Notion workspace under a page shared with the integration. Run again it adds only what is missing; `--no-views` leaves boards and charts out. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      page: { type: "string" },
      language: { type: "string", default: "en" },
      "no-views": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const token = process.env.NOTION_TOKEN;
  const page = values.page ?? process.env.NOTION_PARENT_PAGE;
  const missing = [
    ...(token ? [] : ["NOTION_TOKEN in the environment: the secret of your Notion integration"]),
    ...(page ? [] : ["--page ID (or NOTION_PARENT_PAGE): the page under which the workspace is to be built"]),
    ...(isLanguage(values.language) ? [] : [`--language: one of ${LANGUAGES.join(", ")}`]),
  ];
  if (missing.length > 0 || !token || !page || !isLanguage(values.language)) {
    console.error(`Setup needs\n${missing.map(line => `- ${line}`).join("\n")}`);
    return 2;
  }
  const baseUrl = process.env.NOTION_URL ?? "https://api.notion.com";
  const notion = new Notion({ token, baseUrl, fetch, paced: call => call() });
  const workspace = await buildWorkspace(notion, page, values.language);
  const views = values["no-views"] ? 0 : await buildViews(notion.client, workspace, values.language);
  for (const [source, map] of Object.entries(workspace)) console.log(`${source.padEnd(12)} ${map.dataSourceId}`);
  if (views > 0) console.log(`${views} boards, calendars and charts were added.`);
  console.log(
    "The workspace is there. Next: fill in Programmes and People, then deploy the Worker (docs/going-live.md, “5. Cloudflare”).",
  );
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  console.error(error instanceof ContestedTables ? error.message : `Notion answers: ${error.message}`);
  process.exitCode = 1;
}
