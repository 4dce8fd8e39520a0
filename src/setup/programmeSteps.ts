import { randomBytes } from "node:crypto";
import { Trouble } from "../cli/front.ts";
import type { TemplateKey } from "../core/domain/values/templates.ts";
import { addDays, isLocalDate, type LocalDate, localDate, mondayOf } from "../core/domain/values/time.ts";
import { zoneOf } from "../core/domain/zone.ts";
import type { Notion } from "../notion/notion.ts";
import type { SourceMap, Workspace } from "../notion/workspace.ts";
import { optionName } from "../text/phrases/names.ts";
import { type Choice, oneOfChoices } from "./dialogue.ts";
import { languageOf, notionOf } from "./notionSteps.ts";
import { asked, machineZone, type Place } from "./place.ts";

/** A text that nobody can guess, for a key or a token. */
const unguessable = () => randomBytes(32).toString("base64url");

/** Who coordinates, who reads raw answers, and the keys that are made here. */
export async function askCoordinator(place: Place): Promise<void> {
  const { dialogue, state, secrets } = place;
  const email = state.coordinator?.email ?? "";
  const name = await dialogue.ask({
    flag: "--coordinator",
    variable: null,
    says: "Your name, as people in the programme know you?",
    help: `You are its first coordinator, by ${email}. The first line of each pulse says that you can read its raw answers.`,
    ...(state.coordinator?.name ? { suggested: state.coordinator.name } : {}),
    read: given => given.slice(0, 100),
  });
  state.coordinator = { name, email };
  state.variables.WHO_READS ??= name;
  state.variables.COORDINATORS ??= email;
  for (const name of ["DASHBOARD_TOKEN", "KEEPING_KEY"] as const) {
    if (state.placed.includes(name)) continue;
    secrets[name] = state.secrets[name] ?? (await chosenKey(place, name));
    state.secrets[name] = secrets[name];
  }
}

/** A key that nobody can guess, unless one was given; a database that stayed opens only by its own. */
async function chosenKey(place: Place, name: "DASHBOARD_TOKEN" | "KEEPING_KEY"): Promise<string> {
  const isKept = name === "KEEPING_KEY" && place.state.cloudflare.database !== null;
  const question = {
    flag: null,
    variable: name,
    says: isKept ? "The KEEPING_KEY of the database that is there?" : `Your own ${name}?`,
    help: "It was shown when Krug was set up. Only by it what was said in confidence is opened.",
    isSecret: true,
    read: (given: string) => {
      if (given.length < LEAST_KEY)
        throw new Trouble(`It is too short: it has to have at least ${LEAST_KEY} characters.`);
      return given;
    },
  };
  return isKept || place.dialogue.given(question) !== null ? place.dialogue.ask(question) : unguessable();
}

const LEAST_KEY = 32;

/** What a programme of a template is like, in words for a coordinator who chooses one. */
const KINDS: Readonly<Record<TemplateKey, string>> = {
  peers: "pairs of equals, matched by what they offer and seek",
  study_circle: "circles that learn a topic together, each leading in turn",
  mentors: "mentors and mentees, an hour every few weeks",
  reverse: "younger colleagues teach their seniors, and both gain",
  micro: "one question, one helper, a quarter of an hour",
};

const NONE = "none";

/** The first programme and the coordinator's own page; nothing where none was wanted. */
export async function makeProgramme(place: Place, workspace: Workspace): Promise<void> {
  const { dialogue, state } = place;
  const language = languageOf(place);
  const choices = [
    ...(Object.keys(KINDS) as TemplateKey[]).map(value => ({
      value,
      label: optionName("programmes", "template", value, "en"),
      hint: KINDS[value],
    })),
    { value: NONE, label: "None now", hint: "make it yourself in Notion, in the table of programmes" },
  ] as const satisfies readonly Choice[];
  const template = await dialogue.ask<TemplateKey | typeof NONE>({
    flag: "--template",
    variable: null,
    says: "What kind of programme do you begin with?",
    help: "All of it can be changed in Notion afterwards; there are more formats there (docs/formats.md).",
    suggested: "peers",
    choices,
    read: oneOfChoices(choices),
  });
  if (template === NONE) return;
  const name = await dialogue.ask({
    flag: "--programme",
    variable: null,
    says: "Its name?",
    suggested: optionName("programmes", "template", template, language),
    read: given => given.slice(0, 100),
  });
  const zone = await askZone(place);
  const start = await askStart(place, zone);
  const end = await askEnd(place, start);
  const notion = notionOf(place);
  const programme = await dialogue.screen.waiting("Writing the programme", async () => {
    const coordinator = await coordinatorPage(notion, workspace, state.coordinator, zone);
    return pageNamed(notion, workspace, name, {
      name,
      status: "active",
      template,
      zone,
      language,
      start: { start, end: null },
      end: end === null ? null : { start: end, end: null },
      approveFirst: true,
      coordinator: coordinator === null ? [] : [coordinator],
    });
  });
  state.programme = { id: programme, name };
  dialogue.screen.tell(
    `“${name}” begins on ${start}. Groups wait as drafts until you approve them, so nobody is invited before you have seen who meets whom.`,
  );
}

function askZone({ dialogue }: Place): Promise<string> {
  return dialogue.ask({
    flag: "--zone",
    variable: null,
    says: "In which time zone?",
    help: "People elsewhere say their own on their pages.",
    suggested: machineZone(),
    read: given => {
      const zone = zoneOf(given);
      if (zone === null)
        throw new Trouble(`“${given}” is no time zone or city Krug knows: write it as Europe/Sofia, or a large city.`);
      return zone;
    },
  });
}

/** Groups form four days before a programme starts, and people need time to fill in what they offer. */
const DAYS_TO_PREPARE = 7;

function askStart({ dialogue, now }: Place, zone: string): Promise<LocalDate> {
  const today = localDate(now(), zone);
  return dialogue.ask({
    flag: "--start",
    variable: null,
    says: "The first day?",
    help: "Groups are formed four days before it.",
    suggested: mondayOf(addDays(today, DAYS_TO_PREPARE + 6)),
    read: given => {
      const day = dateIn(given);
      if (day < today) throw new Trouble(`${day} is over: today is ${today}.`);
      return day;
    },
  });
}

const USUAL_DAYS = 12 * 7;

async function askEnd({ dialogue }: Place, start: LocalDate): Promise<LocalDate | null> {
  return dialogue.ask({
    flag: "--end",
    variable: null,
    says: "The last day?",
    help: "“none” where it is to go on.",
    suggested: addDays(start, USUAL_DAYS - 3),
    read: given => {
      if (/^none$/i.test(given)) return null;
      const day = dateIn(given);
      if (day < start) throw new Trouble(`${day} comes before the first day, ${start}.`);
      return day;
    },
  });
}

/** A day as it was written. @throws Trouble where it can't be read as one, or as two */
function dateIn(given: string): LocalDate {
  if (isLocalDate(given)) return given;
  throw new Trouble(`“${given}” is no day: write year, month and day, for example 2027-03-01.`);
}

/** The page of a row by its title, made where there is none: an answer that was lost makes no second one. */
async function pageNamed(
  notion: Notion,
  { programmes }: Workspace,
  name: string,
  values: Parameters<ReturnType<Notion["table"]>["create"]>[0],
): Promise<string> {
  const found = await firstWith(notion, programmes, "name", { title: { equals: name } });
  const table = notion.table("programmes", programmes);
  return asked(
    async () => {
      if (found === null) return (await table.create(values)).id;
      return found;
    },
    () => null,
  );
}

async function coordinatorPage(
  notion: Notion,
  { people }: Workspace,
  coordinator: Place["state"]["coordinator"],
  zone: string,
): Promise<string | null> {
  if (coordinator === null || coordinator.email === "") return null;
  const { name, email } = coordinator;
  const found = await firstWith(notion, people, "email", { email: { equals: email } });
  if (found !== null) return found;
  const made = await asked(
    () => notion.table("people", people).create({ name, email, zone }),
    () => null,
  );
  return made.id;
}

/** The first page in whose column something stands; null for none. */
async function firstWith(notion: Notion, map: SourceMap, key: string, condition: object): Promise<string | null> {
  const property = map.properties[key];
  if (property === undefined) return null;
  const found = await asked(
    () =>
      notion.client.call(
        client =>
          client.dataSources.query({
            data_source_id: map.dataSourceId,
            page_size: 1,
            filter: { property: property.id, ...condition } as never,
            sorts: [{ timestamp: "created_time", direction: "ascending" }],
          }),
        "read",
      ),
    () => null,
  );
  return found.results[0]?.id ?? null;
}
