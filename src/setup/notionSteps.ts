import { Trouble } from "../cli/front.ts";
import { Failure } from "../core/domain/values/failure.ts";
import { isLanguage, LANGUAGES, type Language } from "../core/domain/values/language.ts";
import { buildWorkspace } from "../notion/building.ts";
import { Notion } from "../notion/notion.ts";
import { buildViews } from "../notion/views.ts";
import { ContestedTables, type Workspace } from "../notion/workspace.ts";
import { type Choice, oneOfChoices, type Question } from "./dialogue.ts";
import { addressOf, asked, type Place } from "./place.ts";

const INTEGRATIONS = "https://www.notion.so/profile/integrations";
const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: "English",
  ru: "Russian",
  uk: "Ukrainian",
  bg: "Bulgarian",
};

/** Notion, as the integration whose secret was given in this set-up. */
export function notionOf(place: Place): Notion {
  return notionWith(place, place.secrets.NOTION_TOKEN ?? "");
}

/** The language the set-up was told; English before it was. */
export function languageOf({ state }: Pick<Place, "state">): Language {
  const { LANGUAGE: language = "en" } = state.variables;
  return isLanguage(language) ? language : "en";
}

/** In which language tables, letters and forms are made. */
export async function askLanguage(place: Place): Promise<void> {
  const choices = LANGUAGES.map(value => ({ value, label: LANGUAGE_NAMES[value] }));
  place.state.variables.LANGUAGE = await place.dialogue.ask({
    flag: "--language",
    variable: null,
    says: "Which language do your people work in?",
    help: "Tables, letters and forms are made in it. A programme may have another one.",
    suggested: "en",
    choices,
    read: oneOfChoices(choices),
  });
}

/** The integration's secret and the page under which the workspace is to stand, each tried as it is given. */
export async function connectNotion(place: Place): Promise<void> {
  const { dialogue, state } = place;
  const { token, says } = await dialogue.ask(tokenQuestion(place));
  place.secrets.NOTION_TOKEN = token;
  state.secrets.NOTION_TOKEN = token;
  place.keep();
  dialogue.screen.tell(says);
  state.variables.NOTION_PARENT_PAGE = await askPage(place);
}

/** The secret of the integration; asked where Cloudflare alone has it by now. */
export async function askTokenAgain(place: Place): Promise<void> {
  if (place.secrets.NOTION_TOKEN !== undefined) return;
  const { token } = await place.dialogue.ask(tokenQuestion(place));
  place.secrets.NOTION_TOKEN = token;
}

function tokenQuestion(place: Place): Question<{ token: string; says: string }> {
  return {
    flag: null,
    variable: "NOTION_TOKEN",
    says: "The secret of your Notion integration?",
    help: `Make an internal integration at ${INTEGRATIONS} with the capabilities to read, update and insert content, to read and insert comments, and to read user information with e-mail addresses. Its secret begins with ntn_.`,
    isSecret: true,
    read: token => tryToken(place, token),
  };
}

async function tryToken(place: Place, token: string): Promise<{ token: string; says: string }> {
  if (/\s/.test(token)) throw new Trouble("A secret has no spaces in it: copy it alone.");
  const notion = notionWith(place, token);
  const me = await asked(
    () => notion.client.call(client => client.users.me({}), "read"),
    failure =>
      failure.kind === "unauthorised"
        ? `Notion does not know this secret. Copy it again from ${INTEGRATIONS}, where it stands under “Internal integration secret”.`
        : null,
  );
  const bot = me as unknown as { type?: string; name?: string | null; bot?: { workspace_name?: string | null } };
  if (bot.type !== "bot")
    throw new Trouble("This is a person’s token. Krug needs the secret of an internal integration.");
  const workspace = bot.bot?.workspace_name;
  return {
    token,
    says: `Notion knows it as ${bot.name ?? "an integration"}${workspace ? ` in ${workspace}` : ""}.`,
  };
}

const ELSEWHERE = "elsewhere";
const AGAIN = "again";

/** The id of the page: given by its link, or chosen among those the integration was added to. */
async function askPage(place: Place): Promise<string> {
  const { dialogue } = place;
  const named = { flag: "--page", variable: "NOTION_PARENT_PAGE" } as const;
  const byLink: Question<string> = {
    ...named,
    says: "The link of the page?",
    help: "An empty page, to which the integration was added: open it, “•••” at the top right, “Connections”. “Copy link” stands under “Share”.",
    read: given => tryPage(place, given),
  };
  if (dialogue.given(named) !== null || !dialogue.screen.canAsk) return dialogue.ask(byLink);
  for (;;) {
    const pages = await asked(
      () => sharedPages(notionOf(place)),
      () => null,
    );
    const choices: Choice[] = [
      ...pages.map(({ id, title }) => ({ value: id, label: title })),
      { value: AGAIN, label: "Look again", hint: "once you have added the integration to a page" },
      { value: ELSEWHERE, label: "Another one, by its link" },
    ];
    const chosen = await dialogue.ask({
      flag: null,
      variable: null,
      says: "Under which page is the workspace to be built?",
      help: `These are the pages the integration was added to. Take an empty one: make a page, then “•••” at the top right, “Connections”, and choose the integration.`,
      suggested: pages[0]?.id ?? AGAIN,
      choices,
      read: given => given,
    });
    if (chosen === ELSEWHERE) return dialogue.ask(byLink);
    if (chosen !== AGAIN) return chosen;
  }
}

async function sharedPages(notion: Notion): Promise<{ id: string; title: string }[]> {
  const found = await notion.client.call(
    client =>
      client.search({
        filter: { property: "object", value: "page" },
        sort: { timestamp: "last_edited_time", direction: "descending" },
        page_size: 50,
      }),
    "read",
  );
  const pages = found.results as unknown as FoundPage[];
  return pages
    .filter(({ parent }) => parent?.type === "workspace" || parent?.type === "page_id" || parent?.type === "block_id")
    .map(page => ({ id: page.id, title: titleOf(page) || "A page without a title" }));
}

interface FoundPage {
  id: string;
  parent?: { type: string };
  properties?: Record<string, { type: string; title?: { plain_text: string }[] }>;
}

function titleOf({ properties = {} }: FoundPage): string {
  const title = Object.values(properties).find(({ type }) => type === "title")?.title ?? [];
  return title.map(piece => piece.plain_text).join("");
}

async function tryPage(place: Place, given: string): Promise<string> {
  const id = pageIdIn(given);
  if (id === null)
    throw new Trouble(
      "This is no link of a page of Notion. Open the page, “Share”, “Copy link”: it ends with 32 digits and letters.",
    );
  await asked(
    () => notionOf(place).client.call(client => client.pages.retrieve({ page_id: id }), "read"),
    failure =>
      failure.kind === "gone" || failure.kind === "rejected"
        ? "The integration can't see this page. Open it, “•••” at the top right, “Connections”, and choose the integration; if it is a table, give the page it stands on."
        : null,
  );
  return id;
}

/** The id in a page's link, or an id as it is; null where none stands there. */
function pageIdIn(given: string): string | null {
  const [path = ""] = given.split(/[?#]/);
  const found = /([0-9a-f]{32})$/i.exec(path.replaceAll("-", "").replace(/\/+$/, ""));
  return found?.[1]?.toLowerCase() ?? null;
}

/** Builds what is missing of the workspace: tables, columns, options, and views unless those were not wanted. */
export async function buildTables(place: Place, withViews: boolean): Promise<Workspace> {
  const { dialogue, state } = place;
  const notion = notionOf(place);
  const language = languageOf(place);
  const parent = state.variables.NOTION_PARENT_PAGE ?? "";
  try {
    const workspace = await dialogue.screen.waiting("Building the tables in Notion, which takes a minute or two", () =>
      buildWorkspace(notion, parent, language),
    );
    const views = withViews
      ? await dialogue.screen.waiting("Building boards, calendars and charts", () =>
          buildViews(notion.client, workspace, language),
        )
      : 0;
    dialogue.screen.tell(
      `${Object.keys(workspace).length} tables are there${views > 0 ? `, and ${views} boards, calendars and charts were added` : ""}.`,
    );
    return workspace;
  } catch (error) {
    if (error instanceof ContestedTables) throw new Trouble(error.message);
    if (!(error instanceof Failure)) throw error;
    throw new Trouble(
      error.status === 403
        ? `Notion does not let the integration build here: ${error.message}. At ${INTEGRATIONS} give it the capabilities to read, update and insert content, then run this again.`
        : `Notion answers: ${error.message}. Run this again: what was built stays, and nothing is built twice.`,
    );
  }
}

function notionWith(place: Place, token: string): Notion {
  const baseUrl = addressOf(place, "NOTION_URL", "https://api.notion.com");
  return new Notion({ token, baseUrl, fetch: place.fetch, paced: comingBack });
}

const MOST_TRIES = 5;

/** Notion asks whoever is too quick to come back later: what it did not take up may be asked again, a write too. */
async function comingBack<Value>(call: () => Promise<Value>): Promise<Value> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof Failure) || error.status !== 429 || tries === MOST_TRIES) throw error;
      await new Promise(resolve => setTimeout(resolve, error.retryAfterMs));
    }
  }
}
