import { parseProgramme } from "../../core/domain/programme.ts";
import { date, list, type Row, text } from "../../core/domain/values/row.ts";
import { MINUTE } from "../../core/domain/values/time.ts";
import type { Outage } from "../../core/rules/guards/outages.ts";
import { type SilenceTold, TICKS } from "../../core/rules/guards/silence.ts";
import { sealedColumns } from "../../store/database/sealed.ts";
import type { Sql } from "../../store/database/sql.ts";
import { stateTable } from "../../store/database/state.ts";
import { tableCheck } from "../../store/database/tables.ts";
import { type DeadLetter, deadLetterTable } from "../../store/incoming/deadLetters.ts";
import { hookHealthTable } from "../../store/incoming/hookHealth.ts";
import { formTable } from "../../store/mirror/forms.ts";
import { pageTable } from "../../store/mirror/pages.ts";
import { outageTable } from "../../store/runs/outages.ts";
import { outboxTable } from "../../store/runs/outbox.ts";
import { runTable, silenceState } from "../../store/runs/runs.ts";
import { ago, type Check, counted, unwell, well } from "../../text/operating/doctor.ts";
import { type KeepingTrouble, keepingSentence, SET_KEY } from "../../text/operating/keeping.ts";
import { outageSentence } from "../../text/operating/outages.ts";
import { deadLettersSentence, givenUpSentence } from "../../text/problems/givenUp.ts";
import type { Telling } from "../alarm/notices.ts";
import { calendarSet, isSamePage } from "../world/outages.ts";
import { keepingTrouble } from "../world/sealing.ts";
import type { Connection } from "../world/world.ts";

/** After three missed ticks of the cron none will come; this is how much longer their runs may take. */
const LEEWAY = 5 * MINUTE;

/** What the database tells of how Krug fares. Without its migrations that is all there is to say. */
export async function checkDatabase(
  connection: Connection,
  sql: Sql,
  wallNow: number,
  tickMs: number,
): Promise<{ isMigrated: boolean; checks: Check[] }> {
  const lacking = await tableCheck.listLacking(sql);
  if (lacking.length > 0) {
    const todo = "Run `npx wrangler d1 migrations apply krug --remote --config krug.wrangler.json`.";
    return { isMigrated: false, checks: [unwell("The database", `It lacks ${lacking.join(", ")}.`, todo)] };
  }
  const checks = [
    well("The database", "All migrations are applied."),
    ...(await checkRuns(sql, wallNow, tickMs)),
    ...(await checkNotices(connection, sql)),
    ...(await checkSources(connection, sql)),
    await checkKeeping(sql),
    ...(await checkUndone(sql)),
    ...(await checkHooks(connection, sql, wallNow)),
    ...(await checkForms(sql)),
    ...(await checkPages(sql)),
    ...(await checkBodies(sql)),
  ];
  return { isMigrated: true, checks };
}

/** Nothing where Notion takes blocks, as far as is known. */
async function checkBodies(sql: Sql): Promise<Check[]> {
  const day = await stateTable.read<string>(sql, "blocks_full_on");
  if (day === null) return [];
  const seen = `On ${day} Notion refused to take more blocks: a free workspace with several members holds 1,000. Bodies are not written, agendas stay in the invitations.`;
  return [
    unwell("Bodies of pages", seen, "Nothing has to be done. On a paid plan of Notion they come back by themselves."),
  ];
}

const KEEPING = "What was said in confidence";

/** Whether "not with", wishes and quiet words are sealed, under which key, and whether all of it can be opened. */
async function checkKeeping(sql: Sql): Promise<Check> {
  const trouble = await keepingTrouble(sql);
  if (trouble !== null) return unwell(KEEPING, keepingSentence(trouble, "en"), TODO[trouble]);
  const { current, former, lost } = await sealedColumns.count(sql);
  if (lost > 0)
    return unwell(
      KEEPING,
      `${counted(lost, "value", "values")} can't be opened: their key is not among those of KEEPING_KEY.`,
      "Set the former key beside the present one, with a comma between them. Where nobody has it, answers are read again from Google Forms by themselves; of what the forms no longer have, let go with `npm run seal -- --let-go`.",
    );
  if (former > 0)
    return unwell(KEEPING, `${counted(former, "value", "values")} lie under a former key.`, "Run `npm run seal`.");
  return well(KEEPING, `It is sealed (${counted(current, "value", "values")}), all under the first key.`);
}

const TODO: Readonly<Record<KeepingTrouble, string>> = {
  no_key: `Run \`${SET_KEY}\`, keep a copy of the key where you keep passwords, then \`npm run sync\`.`,
  key_gone:
    "Set KEEPING_KEY to the key it was. Where nobody has it, set a new one: answers are read again from Google Forms.",
  opened: "Deploy the older version, or run `npm run seal`.",
};

async function checkRuns(sql: Sql, wallNow: number, tickMs: number): Promise<Check[]> {
  const last = await runTable.last(sql);
  const tail = "`npx wrangler tail` shows what the Worker says; wrangler.toml needs its [triggers] and both queues.";
  const cronCheck = await checkCron(sql, wallNow, tickMs, tail);
  if (last === null) return [cronCheck, unwell("The last run", "There was none yet.", `Run \`npm run sync\`. ${tail}`)];
  const when = ago(wallNow - last.endedAt);
  const why = last.report.failed.map(failure => `${failure.what}: ${failure.why}`).slice(0, 5);
  const isHeld = last.report.isHeld === true;
  return [
    cronCheck,
    last.endedWell
      ? well("The last run", `It ended well ${when}.`)
      : unwell("The last run", `It failed ${when}. ${why.join(" | ")}`, "Mend that, then `npm run sync`."),
    ...(isHeld
      ? [
          unwell(
            "The mass-change guard",
            "A run waits for a go.",
            "Read it with `npm run plan`, and say go with `-- --go`.",
          ),
        ]
      : []),
  ];
}

/** Newly deployed, its first tick is waited for as long as a run is (docs/operating.md#noticing-silence). */
async function checkCron(sql: Sql, wallNow: number, tickMs: number, tail: string): Promise<Check> {
  if (tickMs === 0) return well("The cron", "TICK_MINUTES is 0: none is expected.");
  const cron = await runTable.lastCron(sql);
  const { awaitedSince } = await silenceState.read(sql, "main");
  const isTimely = (since: number | null) => since !== null && wallNow - since <= TICKS * tickMs + LEEWAY;
  if (cron !== null && isTimely(cron)) return well("The cron", `It came ${ago(wallNow - cron)}.`);
  if (cron === null && isTimely(awaitedSince))
    return well("The cron", `It is new: it comes within ${counted(tickMs / MINUTE, "minute", "minutes")}.`);
  return unwell("The cron", cron === null ? "It has not come yet." : `It came last ${ago(wallNow - cron)}.`, tail);
}

/** Whether the chat accepts messages, and who is told of a silence. */
async function checkNotices({ notices }: Connection, sql: Sql): Promise<Check[]> {
  if (!notices) return [well("Notices", "There is no chat: NOTICE_WEBHOOK is not set.")];
  const told = await stateTable.read<SilenceTold>(sql, "silence_told");
  const why = (await stateTable.read<Telling>(sql, "telling"))?.why ?? (told?.chat === "refused" ? "it refused" : null);
  return [
    why === null
      ? well("Notices", "The chat has taken all it was told.")
      : unwell(
          "Notices",
          `The chat was not told: ${why}.`,
          "Make a new incoming webhook in the chat, and set it with `npx wrangler secret put NOTICE_WEBHOOK`.",
        ),
  ];
}

/** Stops that are told from what is set or seen, whether or not a run has met them. */
const TOLD_ABOVE: readonly Outage["what"][] = ["calendar_gone", "other_calendar", "other_notion"];

/** Whether the calendar and the page that are set are those everything was planned with. */
async function checkSources(connection: Connection, sql: Sql): Promise<Check[]> {
  const { kept, isHeld } = await calendarSet(connection, sql);
  const parent = await stateTable.read<string>(sql, "notion_parent");
  const isOther = parent !== null && !isSamePage(parent, connection.notion.parentPageId);
  const say = (what: "other_calendar" | "other_notion", why: string) =>
    outageSentence({ what, until: null, why }, "UTC", "en");
  return [
    isHeld
      ? unwell("The calendar that is set", say("other_calendar", kept ?? ""), `Set GOOGLE_CALENDAR back to ${kept}.`)
      : well("The calendar that is set", kept === null ? "None was read yet." : "It is the one that was read."),
    isOther
      ? unwell("The page that is set", say("other_notion", parent), `Set NOTION_PARENT_PAGE back to ${parent}.`)
      : well(
          "The page that is set",
          parent === null ? "No tables were read yet." : "It is the one the tables lie under.",
        ),
  ];
}

async function checkUndone(sql: Sql): Promise<Check[]> {
  const dead = await deadLetterTable.count(sql);
  const stops = await outageTable.list(sql);
  const givenUp = await outboxTable.list(sql, ["given_up"]);
  return [
    dead === 0
      ? well("The queue", "No message was left undelivered.")
      : unwell(
          "The queue",
          `${deadLettersSentence(dead, "en")} The latest: ${latestOf(await deadLetterTable.list(sql))}.`,
          "See why with `npx wrangler tail`; `npm run doctor -- --clear` prints all of them and takes them away.",
        ),
    ...(stops.length === 0 ? [well("Stops", "Nothing stands still.")] : []),
    ...stops
      .filter(outage => !TOLD_ABOVE.includes(outage.what))
      .map(stop => {
        const todo = stop.until === null ? "Mend that, then `npm run sync`." : "It goes on then by itself.";
        return unwell("Stops", outageSentence(stop, "UTC", "en"), `${todo} The service said: ${stop.why}`);
      }),
    ...givenUp.slice(0, 5).map(entry => {
      const says = givenUpSentence(entry.kind, entry.why ?? "", "en");
      return unwell("Given up", says, "It is tried once more each day; the dashboard shows the page.");
    }),
  ];
}

/** When dead letters came and what they asked for, of the latest few. */
function latestOf(letters: readonly DeadLetter[]): string {
  return letters
    .slice(0, 3)
    .map(({ receivedAt, message }) => `${receivedAt} ${JSON.stringify(message).slice(0, 120)}`)
    .join("; ");
}

async function checkHooks({ hooks }: Connection, sql: Sql, wallNow: number): Promise<Check[]> {
  if (hooks === null) return [well("Hooks", "They are off: the cron finds what changed, within a quarter of an hour.")];
  const hearings = await hookHealthTable.read(sql);
  const wanted = (["notion", "calendar", "forms"] as const).filter(name => name !== "forms" || hooks.forms !== null);
  return wanted.map(name => {
    const { heardAt, missedAt } = hearings[name];
    const what = `The hook of ${{ notion: "Notion", calendar: "Calendar", forms: "Forms" }[name]}`;
    const todo =
      name === "notion" ? "Connect it: the dashboard tells how." : "It is opened anew by a run: `npm run sync`.";
    if (heardAt === null && missedAt === null) return well(what, "It has had nothing to tell yet.");
    if (heardAt === null) return unwell(what, "It was never heard, although something had changed.", todo);
    if (missedAt !== null && missedAt > heardAt)
      return unwell(what, `It missed a change ${ago(wallNow - missedAt)}.`, todo);
    return well(what, `It was heard ${ago(wallNow - heardAt)}.`);
  });
}

const LOOKS = {
  closed: ["is closed: nobody can answer", "A run opens it again while its survey is open: `npm run sync`."],
  gone: ["was deleted", "A run makes another: `npm run sync`."],
  refused: ["may not be opened by Krug", "Share it with the person of the sign-in as an editor."],
} as const;

async function checkForms(sql: Sql): Promise<Check[]> {
  const forms = await formTable.list(sql);
  const names = new Map((await pageTable.listOf(sql, "programmes")).map(row => [row.id, text(row, "name")]));
  const odd = forms.flatMap(({ programmeId, kind, look }) => {
    if (look === null || look.state === "open") return [];
    const [says, todo] = LOOKS[look.state];
    const form = kind.replaceAll("_", " ");
    return [unwell("Forms", `The form "${form}" of ${names.get(programmeId) ?? "a programme"} ${says}.`, todo)];
  });
  const all = `${counted(forms.length, "form is", "forms are")} as they should be.`;
  return odd.length > 0 ? odd : [well("Forms", forms.length === 0 ? "There is none yet." : all)];
}

async function checkPages(sql: Sql): Promise<Check[]> {
  const programmes = (await pageTable.listOf(sql, "programmes")).filter(row => text(row, "status") === "active");
  const people = (await pageTable.listOf(sql, "people")).filter(
    row => list(row, "programmes").length > 0 && text(row, "status") !== "left",
  );
  const without = programmes.filter(row => parseProgramme(row).value?.coordinatorIds.length === 0);
  const unconsented = people.filter(row => date(row, "consent") === null);
  const saying = programmes.filter(row => text(row, "krugSays") !== "");
  const odd = people.filter(row => date(row, "consent") !== null && text(row, "krugSays") !== "");
  return [
    ...saying.map(row => unwell(`Programme ${text(row, "name")}`, text(row, "krugSays"), `Open its page: ${row.url}`)),
    without.length === 0
      ? well("Coordinators", "Every active programme has one.")
      : unwell(
          "Coordinators",
          `${namesOf(without)} has nobody.`,
          "Enter somebody as coordinator on the programme's page.",
        ),
    unconsented.length === 0
      ? well("Consent", "Everybody who is in a programme has a day of consent.")
      : unwell(
          "Consent",
          `${counted(unconsented.length, "person has", "people have")} no day of consent, and nobody meets them: ${namesOf(unconsented)}.`,
          "Ask them, and enter the day on their page.",
        ),
    odd.length === 0
      ? well("People", "Krug has nothing to say on anybody's page.")
      : unwell(
          "People",
          `Krug says something on ${counted(odd.length, "person's page", "people's pages")}: ${namesOf(odd)}.`,
          "Read the column Krug says there, and mend what it names.",
        ),
  ];
}

const MOST_NAMES = 10;

function namesOf(rows: readonly Row[]): string {
  const names = rows.map(row => text(row, "name") || row.url).sort();
  const more = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
