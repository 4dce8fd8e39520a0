import { Failure } from "../core/domain/values/failure.ts";
import { LANGUAGES, type Language } from "../core/domain/values/language.ts";
import { buildWorkspace } from "../notion/building.ts";
import { Notion } from "../notion/notion.ts";
import { buildViews } from "../notion/views.ts";
import { ContestedTables } from "../notion/workspace.ts";
import { commandLine, EXIT, front, oneOf, Trouble } from "./front.ts";

const SAYS =
  "Builds the Notion workspace under a page shared with the integration; run again it adds only what is missing.";

interface Flags {
  page?: string;
  language: Language;
  /** False where boards, calendars and charts are left out. */
  views: boolean;
}

const asked = commandLine("setup", SAYS)
  .option("--page <id>", "the page under which it is built; NOTION_PARENT_PAGE in the environment says it too")
  .option("--language <code>", LANGUAGES.join(", "), oneOf(LANGUAGES), "en")
  .option("--no-views", "leaves out boards, calendars and charts")
  .addHelpText("after", "\nNOTION_TOKEN in the environment is the secret of your Notion integration.");

await front<Flags>(asked, async flags => {
  const token = process.env.NOTION_TOKEN;
  const page = flags.page ?? process.env.NOTION_PARENT_PAGE;
  const missing = [
    ...(token ? [] : ["NOTION_TOKEN in the environment: the secret of your Notion integration"]),
    ...(page ? [] : ["--page ID (or NOTION_PARENT_PAGE): the page under which the workspace is to be built"]),
  ];
  if (!token || !page) throw new Trouble(`Setup needs\n${missing.map(line => `- ${line}`).join("\n")}`, EXIT.misused);
  try {
    return await build(token, page, flags);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Trouble(error instanceof ContestedTables ? error.message : `Notion answers: ${error.message}`);
  }
});

async function build(token: string, page: string, { language, views }: Flags): Promise<number> {
  const baseUrl = process.env.NOTION_URL ?? "https://api.notion.com";
  const notion = new Notion({ token, baseUrl, fetch, paced: call => call() });
  const workspace = await buildWorkspace(notion, page, language);
  const added = views ? await buildViews(notion.client, workspace, language) : 0;
  for (const [source, map] of Object.entries(workspace)) console.log(`${source.padEnd(12)} ${map.dataSourceId}`);
  if (added > 0) console.log(`${added} boards, calendars and charts were added.`);
  console.log(
    "The workspace is there. Next: fill in Programmes and People, then deploy the Worker (docs/going-live.md, “5. Cloudflare”).",
  );
  return 0;
}
